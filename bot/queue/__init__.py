"""The durable queue: which jobs there are, how they are tried again, whose they are, whether we can work. What a job does stands where its name points."""

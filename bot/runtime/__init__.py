"""What a running process holds, and hands around as one value: clock, profiles, holidays, links, mail, webhook targets. What is done with it stands above."""

"""A Slack for tests: what it accepts, its Web API, and people who use it."""

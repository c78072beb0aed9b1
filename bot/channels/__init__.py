"""Slack, Teams, e-mail and calendar feeds, joined to the bot: who is let in, who they are, which turn they take. How payloads look is `adapters/`."""

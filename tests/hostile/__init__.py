"""Payloads that nobody honest sends, at every door of the bot."""

"""`jsv demo`: the bot with invented people and a clock that can be moved. Nothing of the real bot leans on it."""

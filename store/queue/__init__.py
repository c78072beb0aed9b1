"""Jobs as they lie in the database: noted with the case, and those set aside. Working them off is `bot/queue/`."""

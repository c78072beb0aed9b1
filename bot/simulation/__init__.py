"""A year of cases, played by invented people through the real engine and the real store. Nothing of the real bot leans on it."""

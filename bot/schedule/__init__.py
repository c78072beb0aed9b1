"""What the clock starts: reminders, and deleting what has been kept long enough. The rules of both are told by `dialogs/` and the settings."""

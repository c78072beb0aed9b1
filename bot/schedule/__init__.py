"""What the clock starts: reminders, the mailbox, erasing what has been kept long enough, anchors of the log. `dialogs/` and the settings tell the rules."""

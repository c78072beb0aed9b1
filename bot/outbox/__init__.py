"""What goes out because something happened: messages, redraws, invitations, documents, webhooks. When and how often it is tried is `bot/queue/`."""

"""What other systems are told: by a signed request, and as a file in a folder that they watch. When they are told is `bot/outbox/`."""

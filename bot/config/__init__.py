"""How the bot is told what to be: settings, what makes them wrong, log lines. Nothing here connects to anything."""

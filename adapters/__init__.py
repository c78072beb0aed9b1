"""The platforms: each a folder that turns its payloads into what was heard, and cards into what it shows."""

"""The platforms: each a folder that turns its payloads into what was heard, and cards into what it shows. None knows another, the store, or the procedure."""

"""The directory: files as people have them, and who is in it."""

"""Sealing what was written, the keys of each case, and chains that show what was changed. It knows no table."""

"""The database itself: tables, connections, values as text, commits that are shared, locks, copies. What a row means stands in `store/rows/`."""

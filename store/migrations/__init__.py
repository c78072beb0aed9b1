"""Revisions of the tables, in order; one that was released is never changed. The tables as they are now stand in `store/database/tables.py`."""

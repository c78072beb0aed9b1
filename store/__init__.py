"""Rows: values in, values out, in one transaction. No rule of the procedure and no SDK of a platform."""

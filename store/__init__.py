"""Rows: values in, values out; no rule and no SDK."""

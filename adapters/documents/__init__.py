"""The record on paper: Word, PDF and JSON."""

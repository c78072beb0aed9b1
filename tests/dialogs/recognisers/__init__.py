"""Recognisers: what names or identifies somebody, and what reads like case management."""

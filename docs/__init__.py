"""The makers of those pages that come from the code (`make drawn`); the others are written by hand."""

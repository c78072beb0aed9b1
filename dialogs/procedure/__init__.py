"""The partnership's rules (docs/procedure.md, P01-P23). Knows nothing of chat, time or storage."""

"""The partnership's rules (procedure.md, P01-P23). Knows nothing of chat, time or storage."""

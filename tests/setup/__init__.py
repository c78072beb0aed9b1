"""The first five minutes: what `make` installs, and what it says when it cannot."""

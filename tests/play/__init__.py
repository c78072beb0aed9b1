"""One whole case, played by invented people over HTTP: a demonstration, and the smoke test of every change."""

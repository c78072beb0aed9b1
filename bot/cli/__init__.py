"""What stands behind each `jsv` command that is more than a line; the arguments are read in `bot/__main__.py`. Nothing of a running bot leans on it."""

"""What each command of `tco` does: from a study to what is printed or written. `cli.py` only parses and calls."""

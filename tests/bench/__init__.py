"""Measurements of this checkout. `make bench` prints them; nothing here is a test, no figure fails a build."""

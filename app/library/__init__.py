"""Decks on disk: find, read inside the root, watch, keep the last good deck."""

"""Talks: state, commands, hub, streams."""

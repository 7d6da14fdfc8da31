"""PitchMe: a self-hosted server for annotated markdown decks."""

__version__ = "0.1.0"

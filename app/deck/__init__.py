"""The deck as data, and how text becomes it."""

"""What the pure part of the program needs of a file system; the library provides it."""

from __future__ import annotations

from typing import Protocol


class Files(Protocol):
    """Files below the served folder. Every path is relative to that folder, with ``/``, and stays inside it."""

    def find(self, name: str, beside: str) -> str | None:
        """The file that ``name`` means in a file at ``beside`` (spec section 1), or None.

        Looks beside the naming file, in the deck's folder, then in each folder above it up to the served folder.
        ``name`` is decoded already (no ``%20``) and may begin with ``/``.
        """
        ...

    def read(self, path: str) -> bytes:
        """The content of a file that ``find`` returned; raises ``OSError`` where it cannot be read."""
        ...

    def size(self, path: str) -> int:
        """Its size in bytes; raises ``OSError``."""
        ...

"""How many pixels a picture has, read from its first bytes; nothing is decoded."""

from __future__ import annotations

import struct
from typing import BinaryIO

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset(range(0xD0, 0xDA)) | {0x01}
_MOST_SEGMENTS = 500


def pixels(file: BinaryIO) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or WebP; None for what is none of these or ends too soon.

    PNG 1.2 section 4.1.1, GIF89a section 18, ITU T.81 annex B, and Google's container specification of WebP.
    """
    head = file.read(30)
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
            return _pair(">II", head, 16)
        if head[:6] in (b"GIF87a", b"GIF89a"):
            return _pair("<HH", head, 6)
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp(head)
        if head.startswith(b"\xff\xd8"):
            file.seek(2)
            return _jpeg(file)
    except (struct.error, IndexError):
        return None
    return None


def _pair(form: str, data: bytes, start: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, data, start)
    return int(first), int(second)


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8 ":
        width, height = _pair("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X" and len(head) >= 30:
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    return None


def _jpeg(file: BinaryIO) -> tuple[int, int] | None:
    """Walk over the segments (pictures inside the metadata are stepped over) to the one that gives the frame's size."""
    for _ in range(_MOST_SEGMENTS):
        lead, marker = file.read(1), b"\xff"
        if lead != b"\xff":
            return None
        while marker == b"\xff":
            marker = file.read(1)
        if marker[0] in _JPEG_BARE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker[0] in _JPEG_SIZES:
            height, width = _pair(">HH", file.read(5), 1)
            return width, height
        file.seek(length - 2, 1)
    return None

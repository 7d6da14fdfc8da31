"""Pictures that are larger than any slide shows, known by their first bytes."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.check.pixels import pixels
from tests.check.check_examples import PNG, codes, look, only

Write = Callable[..., Path]


def saved(form: str, size: tuple[int, int], **options: object) -> bytes:
    """A picture as a program writes it."""
    out = io.BytesIO()
    Image.new("RGB", size).save(out, form, **options)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """The head of a PNG of that size."""
    return PNG[:16] + struct.pack(">II", width, height) + PNG[24:]


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {}),
        ("GIF", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"exif": b"Exif\0\0" + b"\xff\xc0\0\x11\x08" * 9000, "icc_profile": b"\xff\xd8" * 40000}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0"}),
    ],
)
@pytest.mark.parametrize("size", [(1, 1), (640, 480), (300, 1700)])
def test_the_size_is_read_from_the_head(form: str, options: dict[str, object], size: tuple[int, int]) -> None:
    assert pixels(io.BytesIO(saved(form, size, **options))) == size


@settings(deadline=None)
@given(st.sampled_from(["PNG", "GIF", "JPEG", "WEBP"]), st.integers(0, 60), st.binary(max_size=40))
def test_what_is_cut_off_or_broken_has_no_size_or_some(form: str, length: int, rest: bytes) -> None:
    found = pixels(io.BytesIO(saved(form, (3, 2))[:length] + rest))
    assert found is None or min(found) >= 0


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_without_a_fault(content: bytes) -> None:
    assert pixels(io.BytesIO(b"\xff\xd8" + content)) is None or content


@pytest.mark.parametrize(("size", "large"), [((1280, 720), False), ((2560, 1440), False), ((2561, 1440), True)])
def test_four_canvases_are_as_sharp_as_any_screen(write: Write, size: tuple[int, int], large: bool) -> None:
    write("PITCHME.yaml", "theme: light\n")
    write("a.png", png(*size))
    found = look(write("PITCHME.md", "# A\n\n![a](a.png)\n"))
    assert codes(found) == ["large-image"] * large


def test_the_size_to_save_it_at_is_told(write: Write) -> None:
    write("PITCHME.yaml", "theme: light\n")
    write("a b.png", png(8000, 6000))
    fault = only(look(write("PITCHME.md", "# A\n\n![a](a%20b.png)\n\n---?image=a%20b.png\n")), "large-image")
    assert (fault.severity, fault.line, fault.column) == ("info", 3, 6)
    assert "8000×6000 pixels" in fault.message
    assert "save it at 2560×1920" in fault.message


def test_what_no_phone_can_decode_is_a_warning(write: Write) -> None:
    write("a.png", png(20000, 10000))
    assert only(look(write("PITCHME.md", "---?image=a.png\n")), "large-image").severity == "warning"


def test_a_heavy_picture_is_told_by_its_weight(write: Write) -> None:
    write("a.png", png(800, 600) + bytes(6 * 1024**2))
    assert "6.0 MB" in only(look(write("PITCHME.md", "# A\n\n![a](a.png)\n")), "large-image").message


def test_a_picture_of_the_style_sheet_is_told_there(write: Write) -> None:
    write("a.png", png(8000, 6000))
    write("PITCHME.css", "h1 { color: teal }\n.reveal { background: url(a.png) }\n")
    fault = only(look(write("PITCHME.md", "# A\n")), "large-image")
    assert (fault.path.rpartition("/")[2], fault.line) == ("PITCHME.css", 2)

"""Fonts from packages, served beside the static files."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from app.library.fonts import font_files
from app.web.static import Static, resource_dir


def test_the_font_for_formulas_has_the_table_that_they_need() -> None:
    font = font_files()["fonts/stix-two-math.ttf"].read_bytes()
    assert b"MATH" in font[:600]


def test_without_its_package_there_is_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert font_files() == {}


def test_the_style_sheet_of_formulas_names_the_font_where_it_is_served() -> None:
    static = Static(resource_dir("static"))
    assert "fonts/stix-two-math.ttf" in static.entries
    assert "../fonts/stix-two-math.ttf" in Path(static.root / "css" / "formula.css").read_text("utf-8")

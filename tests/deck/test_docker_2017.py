"""The deck that this project began with, opened unchanged."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.deck.build import build
from tests.deck.deck_texts import Texts

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "decks"


@pytest.mark.corpus
def test_every_slide_has_its_address_its_steps_and_its_title() -> None:
    folder = CORPUS / "docker-2017"
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    deck = build("docker-2017", "PITCHME.md", Texts(files))
    with (folder / "EXPECTED.tsv").open(encoding="utf-8") as lines:
        expected = [
            (int(r["h"]), int(r["v"]), int(r["steps"]), r["title"]) for r in csv.DictReader(lines, delimiter="\t")
        ]
    assert [(s.h, s.v, s.steps, s.title) for s in deck.slides] == expected


@pytest.mark.corpus
def test_every_real_deck_opens_with_its_number_of_slides() -> None:
    root = CORPUS / "gitpitch"
    with (root / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:
        folder = root / row["repository"].replace("/", "+")
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        deck = build("deck", row["path"], Texts(files))
        if b"include=" not in files[row["path"]]:
            assert len(deck.slides) == int(row["slides before includes"]), row["repository"]
        assert not any(d.code in ("slide-failed", "yaml-error", "deck-too-large") for d in deck.diagnostics)

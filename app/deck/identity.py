"""Names of slides that stay when the deck around them changes (spec section 2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 80
_WORDS = 6
# Ids that elements of our own pages have.
RESERVED = frozenset(("record", "deck", "gp-logo", "title-footer", "notification", "main"))


@dataclass(frozen=True, slots=True)
class Naming:
    """What a slide can be named by: an id that the author gave, else its title, else its first words."""

    given: str = ""
    title: str = ""
    words: str = ""

    @property
    def wanted(self) -> str:
        """The id that the slide asks for, empty if it has nothing to be named by."""
        if given := clean(self.given):
            return given
        return slug(self.title) or slug(" ".join(self.words.split()[:_WORDS]))


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """``What for/against`` → ``what-foragainst``: lower case, accents folded, CJK kept, punctuation deleted, runs of
    spaces and hyphens one hyphen, as in the contents lists that people write for GitHub."""
    letters = []
    for char in unicodedata.normalize("NFC", text[:400]).lower():
        base = unicodedata.normalize("NFKD", char).lower()
        if base[0].isascii():
            letters.append("".join(c for c in base if c.isascii() and (c.isalnum() or c in "_- \t\n")))
        elif unicodedata.category(char)[0] in "LNM":
            letters.append(char)
        elif char.isspace():
            letters.append(" ")
    return "-".join("".join(letters).replace("-", " ").split())[:_LONGEST].strip("-")


def clean(text: str) -> str:
    """An id as the author wrote it, without what an id or an address cannot hold."""
    if not text:
        return ""
    kept = "".join(c for c in text.strip() if c.isalnum() or c in "-_.:")
    return kept[:_LONGEST]


def ids(names: Iterable[Naming]) -> list[str]:
    """An id for every slide, in order. Given ids come first, repeated ones get ``-2``, ``-3``; slides without a name
    are counted by themselves, so that a named slide between them changes nothing."""
    names = list(names)
    taken = dict.fromkeys(RESERVED, 1)
    found = [_free(name.wanted, taken) if clean(name.given) else "" for name in names]
    nameless = 0
    for index, name in enumerate(names):
        if not found[index]:
            wanted = name.wanted
            if not wanted:
                nameless += 1
                wanted = f"slide-{nameless}"
            found[index] = _free(wanted, taken)
    return found


def _free(wanted: str, taken: dict[str, int]) -> str:
    """An id that is not ``taken`` (each with the last number that was put behind it, so that a deck of ten thousand
    slides of one title is counted once)."""
    found, count = wanted, taken.get(wanted, 1)
    while found in taken:
        count += 1
        found = f"{wanted}-{count}"
    taken[wanted] = count
    taken[found] = taken.get(found, 1)
    return found

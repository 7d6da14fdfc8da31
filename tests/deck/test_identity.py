"""Names that stay when the deck around them changes (spec section 2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.identity import Naming, ids, slug
from tests.deck.deck_texts import deck_of


def ids_of(text: str) -> list[str]:
    return [slide.id for slide in deck_of(text).slides]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What for/against", "what-foragainst"),
        ("Host vs. Guest", "host-vs-guest"),
        ("But: Legacy infrastructure & politics, licenses", "but-legacy-infrastructure-politics-licenses"),
        ("Déjà vu — Ångström", "deja-vu-angstrom"),
        ("日本語 スライド", "日本語-スライド"),
        ("  a - b --c ", "a-b-c"),
        ("snake_case", "snake_case"),
        ("🎉", ""),
        ("...", ""),
    ],
)
def test_a_title_becomes_an_id_as_contents_lists_expect(title: str, name: str) -> None:
    assert slug(title) == name


def test_repeated_titles_get_numbers() -> None:
    assert ids_of("# A\n---\n# A\n---\n# A") == ["a", "a-2", "a-3"]


def test_an_id_that_the_author_gave_wins() -> None:
    assert ids_of("# Intro\n---\n# Other {#intro}\n---?id=Last_One\n# X") == ["intro-2", "intro", "Last_One"]


def test_a_slide_without_a_title_is_named_by_its_first_words() -> None:
    assert ids_of("Some plain words that stand here without a heading\n") == ["some-plain-words-that-stand-here"]


def test_a_slide_without_words_gets_a_number_of_its_own_kind() -> None:
    assert ids_of("# A\n---\n---\n# B\n---\n") == ["a", "slide-1", "b", "slide-2"]


def test_no_slide_takes_the_id_of_an_element_of_the_page() -> None:
    assert ids_of("# Record\n---\n# Deck") == ["record-2", "deck-2"]


TITLES = st.lists(st.text(alphabet="ab 1-é日!", max_size=6), min_size=1, max_size=12)


@given(TITLES)
def test_ids_are_unique_and_can_stand_in_an_address(titles: list[str]) -> None:
    found = ids(Naming(title=title) for title in titles)
    assert len(set(found)) == len(titles)
    assert all(name and not set(name) & set(" #?/\"'<>&") for name in found)


@given(TITLES, st.integers(0, 12))
def test_a_slide_with_another_title_changes_no_other_id(titles: list[str], place: int) -> None:
    before = ids(Naming(title=title) for title in titles)
    place = min(place, len(titles))
    after = ids(Naming(title=title) for title in [*titles[:place], "Something else", *titles[place:]])
    assert after[:place] + after[place + 1 :] == before


@given(st.text())
def test_an_id_of_any_title_holds_only_what_links_can_name(title: str) -> None:
    name = slug(title)
    assert name == name.strip("-")
    assert "--" not in name
    assert not set(name) & set(" \t\n#?/\"'<>&.:;%")

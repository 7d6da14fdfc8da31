"""Where next and previous lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.outline import Outline, outline, outline_of
from tests.deck.deck_texts import deck_of


def row(name: str, steps: int = 0, *, hidden: bool = False) -> tuple[str, int, int, int, bool, bool]:
    return (name, steps, 0, 0, hidden, False)


def of(*names: str) -> Outline:
    return outline_of(row(name) for name in names)


THREE = outline_of([row("a"), row("b", 2), row("c")])


def test_next_goes_through_the_steps_and_then_on() -> None:
    assert THREE.next("a", 0) == ("b", 0)
    assert THREE.next("b", 0) == ("b", 1)
    assert THREE.next("b", 2) == ("c", 0)


def test_previous_enters_the_slide_before_at_its_last_step() -> None:
    assert THREE.previous("c", 0) == ("b", 2)
    assert THREE.previous("b", 1) == ("b", 0)


def test_the_ends_stay() -> None:
    assert THREE.next("c", 0) == ("c", 0)
    assert THREE.previous("a", 0) == ("a", 0)


def test_hidden_slides_are_passed_over_and_left_again() -> None:
    some = outline_of([row("a"), row("b", hidden=True), row("c")])
    assert some.next("a", 0) == ("c", 0)
    assert some.previous("c", 0) == ("a", 0)
    assert some.next("b", 0) == ("c", 0)
    assert some.previous("b", 0) == ("a", 0)


def test_the_first_slide_is_the_first_that_is_shown() -> None:
    assert outline_of([row("a", hidden=True), row("b")]).first == "b"


def test_steps_end_at_the_slides_last_and_unknown_slides_are_the_first() -> None:
    assert THREE.clamp("b", 99) == ("b", 2)
    assert THREE.clamp("b", -1) == ("b", 0)
    assert THREE.clamp("x", 5) == ("a", 0)


def test_what_a_deck_says_of_its_slides() -> None:
    made = outline(deck_of("# A\n---\n- one |\n- two |\n"))
    assert [(e.h, e.v, e.steps) for e in made.entries] == [(0, 0, 0), (1, 0, 2)]
    assert made.index("a") == 0
    assert made.index("x") is None
    assert made.steps("x") is None


@pytest.mark.parametrize(
    ("new", "place"),
    [
        (of("a", "b", "c"), "b"),
        (of("a", "new", "b", "c"), "b"),
        (of("a", "renamed", "c"), "renamed"),
        (of("a", "c"), "a"),
        (of("c"), "c"),
        (of("x", "y"), "y"),
    ],
)
def test_a_place_is_kept_or_goes_to_what_stands_there_now(new: Outline, place: str) -> None:
    assert new.neighbour(of("a", "b", "c"), "b") == place


NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@given(NAMES, NAMES)
def test_a_neighbour_always_exists(old: list[str], new: list[str]) -> None:
    after = of(*new)
    assert all(after.neighbour(of(*old), name) in after for name in old)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_going_on_to_the_end_and_back_passes_every_place_once(steps: list[int]) -> None:
    line = outline_of(row(str(index), count) for index, count in enumerate(steps))
    forth = [(line.first, 0)]
    while (place := line.next(*forth[-1])) != forth[-1]:
        forth.append(tuple(place))
    assert len(forth) == sum(steps) + len(steps)
    back = [forth[-1]]
    while (place := line.previous(*back[-1])) != back[-1]:
        back.append(tuple(place))
    assert back == forth[::-1]

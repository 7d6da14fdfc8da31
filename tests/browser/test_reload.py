"""Hot reload: what is saved shows in every open page, and nobody loses the place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.audience_acts import DECK, Running, Screen, look

Serve = Callable[..., Running]
Write = Callable[..., Path]

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="100"><rect width="{0}" height="100" fill="{1}"/></svg>'
)


@pytest.fixture
def deck(write: Write) -> Path:
    write("talk/PITCHME.css", "section.present h2 { letter-spacing: 1px; }")
    write("talk/red.svg", SVG.format(200, "#f00"))
    write("talk/PITCHME.yaml", "theme: black\n")
    return write("talk/PITCHME.md", DECK + "\n---\n## Picture\n\n![red](red.svg)\n") / "talk"


@pytest.fixture
def server(serve: Serve, deck: Path) -> Running:
    return serve(deck)


def edit(deck: Path, old: str, new: str) -> None:
    """Change the deck's file as an editor that truncates and writes."""
    text = (deck / "PITCHME.md").read_text()
    assert old in text
    (deck / "PITCHME.md").write_text(text.replace(old, new))


def mark(screen: Screen) -> None:
    """Leave a mark in the page and on its sections, to see later what was replaced."""
    screen.ask("() => { window.mark = 1; for (const s of document.querySelectorAll('.slides section')) s.mark = 1; }")


def replaced(screen: Screen) -> list[str]:
    """The slides whose sections are not those that were marked; the page itself must be the same."""
    assert screen.ask("() => window.mark") == 1, "the page was loaded anew"
    return list(
        screen.ask(
            "() => [...document.querySelectorAll('.slides section:not(.stack)')].filter(s => !s.mark).map(s => s.id)"
        )
    )


def order(screen: Screen) -> str:
    return str(
        screen.ask("""() => [...document.querySelectorAll('.slides > section')].map(s => s.matches('.stack')
            ? `(${[...s.children].map(c => c.id).join(' ')})` : s.id).join(' ')""")
    )


def test_an_edit_of_the_shown_slide_replaces_it_alone_and_keeps_the_step(
    context: BrowserContext, server: Running, deck: Path
) -> None:
    screen = look(context, server, rest="#/1")
    screen.press("Space")
    mark(screen)
    edit(deck, "- two |", "- two and a half |\n- three |")
    screen.until(lambda: "two and a half" in screen.ask("() => document.querySelector('#steps').textContent"), True)
    assert screen.place == "steps 1"
    assert replaced(screen) == ["steps"]
    screen.press("Space", "Space", "Space")
    screen.sees("stack 0")
    assert screen.troubles == []


def test_an_edit_keeps_what_was_scrolled_and_focused(context: BrowserContext, server: Running, deck: Path) -> None:
    edit(deck, "[to the stack](#/2/1)", "[to the stack](#/2/1)\n\n```text\n" + "line\n" * 60 + "```")
    screen = look(context, server, rest="#/4")
    screen.ask(
        "() => { document.querySelector('#last a').focus(); document.querySelector('#last code').scrollTop = 333; }"
    )
    edit(deck, "## Last", "## Last {#last}\n\nA word more")
    screen.until(lambda: "A word more" in screen.text("#last"), True)
    assert screen.ask("() => document.activeElement.innerText") == "to the stack"
    assert screen.ask("() => document.querySelector('#last code').scrollTop") == 333


def test_a_slide_inserted_before_the_shown_one_moves_nobody(
    context: BrowserContext, server: Running, deck: Path
) -> None:
    screen = look(context, server, rest="#/2/1")
    mark(screen)
    edit(deck, "## Steps", "## New\n\nfresh\n\n---\n## Steps")
    screen.until(lambda: order(screen), "first new steps (stack below deep) code last picture")
    assert screen.place == "below 0"
    assert replaced(screen) == ["new"]
    assert screen.hash == "#/3/1"
    assert screen.ask("() => document.querySelector('#below').getAttribute('aria-label')") == "5 of 9: Below"
    screen.press("Home", "Space")
    screen.sees("new 0")


def test_a_removed_slide_leads_to_the_one_before_and_others_stay(
    context: BrowserContext, server: Running, deck: Path
) -> None:
    shown, other = look(context, server, rest="#/3"), look(context, server, rest="#/4")
    text = (deck / "PITCHME.md").read_text()
    start = text.index("---\n## Code")
    (deck / "PITCHME.md").write_text(text[:start] + text[text.index("---\n## Last") :])
    shown.sees("deep 0")
    other.until(lambda: other.hash, "#/3")
    assert other.place == "last 0"


def test_a_renamed_slide_stays_on_screen(context: BrowserContext, server: Running, deck: Path) -> None:
    screen = look(context, server, rest="#/1")
    screen.press("Space")
    edit(deck, "## Steps", "## Another name")
    screen.sees("another-name 1")
    assert screen.hash == "#/1"


def test_slides_move_between_stacks(context: BrowserContext, server: Running, deck: Path) -> None:
    screen = look(context, server, rest="#/2/1")
    edit(deck, "+++\n## Below", "---\n## Below")
    screen.until(lambda: order(screen), "first steps stack (below deep) code last picture")
    assert screen.place == "below 0"
    edit(deck, "---\n## Code", "+++\n## Code")
    screen.until(lambda: order(screen), "first steps stack (below deep code) last picture")
    edit(deck, "---\n## Below", "+++\n## Below")
    screen.until(lambda: order(screen), "first steps (stack below deep code) last picture")
    assert screen.place == "below 0"
    screen.press("ArrowUp")
    screen.sees("stack 0")
    assert screen.troubles == []


def test_the_deck_s_styles_change_in_place(context: BrowserContext, server: Running, deck: Path) -> None:
    screen = look(context, server, rest="#/1")
    mark(screen)
    (deck / "PITCHME.css").write_text("section.present h2 { letter-spacing: 9px; }")
    screen.until(lambda: screen.style("#steps h2", "letter-spacing"), "9px")
    screen.until(lambda: screen.ask("() => document.querySelectorAll('link[data-deck-style]').length"), 1)
    assert replaced(screen) == []


def test_a_picture_changes_in_place(context: BrowserContext, server: Running, deck: Path) -> None:
    screen = look(context, server, rest="#picture")
    width = (
        "() => { const image = document.querySelector('#picture img'); return image.complete && image.naturalWidth; }"
    )
    screen.until(lambda: screen.ask(width), 200)
    mark(screen)
    (deck / "red.svg").write_text(SVG.format(300, "#0f0"))
    screen.until(lambda: screen.ask(width), 300)
    assert replaced(screen) == []


def test_the_theme_changes_without_loading_the_page_anew(context: BrowserContext, server: Running, deck: Path) -> None:
    screen = look(context, server, rest="#/1")
    mark(screen)
    (deck / "PITCHME.yaml").write_text("theme: white\nfootnote: New foot\n")
    screen.until(lambda: screen.style("body", "background-color"), "rgb(255, 255, 255)")
    screen.until(lambda: screen.text("#notification"), "New foot")
    assert screen.place == "steps 0"
    replaced(screen)
    (deck / "PITCHME.yaml").write_text("theme: light\n")
    screen.until(lambda: screen.style(".slides", "width"), "1280px")
    assert replaced(screen) is not None
    assert screen.troubles == []


def rename(path: Path, text: str) -> None:
    path.with_name("PITCHME.md~new").write_text(text)
    path.with_name("PITCHME.md~new").replace(path)


def truncate(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.flush()
        os.fsync(file.fileno())
        file.write(text)


def burst(path: Path, text: str) -> None:
    for number in range(5):
        path.write_text(text.replace("## Last", f"## Last\n\nsave {number}"))
    path.write_text(text)


@pytest.mark.parametrize("save", [rename, truncate, burst])
def test_every_way_to_save_shows_the_last_text_and_never_half_of_it(
    context: BrowserContext, server: Running, deck: Path, save: Callable[[Path, str], None]
) -> None:
    screen = look(context, server, rest="#/4")
    screen.ask("""() => { window.counts = new Set();
        new MutationObserver(() => window.counts.add(document.querySelectorAll('.slides section:not(.stack)').length))
            .observe(document.querySelector('.slides'), { childList: true, subtree: true }); }""")
    save(deck / "PITCHME.md", (deck / "PITCHME.md").read_text().replace("## Last", "## Last\n\nthe last word"))
    screen.until(lambda: "the last word" in screen.text("#last"), True)
    assert screen.place == "last 0"
    assert screen.ask("() => [...window.counts]") == [8]


def test_a_mistake_is_shown_to_the_author_with_its_line_and_to_nobody_else(
    context: BrowserContext, server: Running, deck: Path, browser_name: str
) -> None:
    browser = context.browser
    assert browser is not None
    author = look(browser.new_context(), server, author=True)
    viewer = look(context, server)
    edit(deck, "# First", "# First\n\n![gone](missing.png)")
    line = '[data-region="diagnostics"] li[data-code="missing-image"][data-severity="warning"]'
    author.until(lambda: author.page.locator(line).count(), 1)
    assert "PITCHME.md:4" in author.page.locator(line).text_content()
    assert "missing.png" in author.page.locator(line).text_content()
    viewer.until(lambda: "missing.png" in viewer.ask("() => document.querySelector('#first').textContent"), True)
    assert viewer.page.locator('[data-region="diagnostics"]').count() == 0
    edit(deck, "\n\n![gone](missing.png)", "")
    author.until(lambda: author.page.locator(line).count(), 0)


def test_broken_settings_keep_the_last_good_deck_for_the_audience(
    context: BrowserContext, server: Running, deck: Path
) -> None:
    browser = context.browser
    assert browser is not None
    author, viewer = look(browser.new_context(), server, author=True), look(context, server, rest="#/1")
    (deck / "PITCHME.md").write_bytes(b"\xff\xfe\x00 broken")
    author.until(lambda: author.page.locator('[data-region="diagnostics"] li[data-severity="error"]').count() > 0, True)
    assert author.page.locator('[data-region="diagnostics"]').is_visible()
    assert viewer.page.locator('[data-region="diagnostics"]').count() == 0


def test_the_author_is_told_what_changed_and_how_long_it_took(
    browser_name: str, context: BrowserContext, server: Running, deck: Path
) -> None:
    author = look(context, server, author=True)
    author.ask("""() => {
        window.toasts = [];
        const look = ({ addedNodes: [node] }) => node?.className === 'toast' && window.toasts.push(node.textContent);
        new MutationObserver(records => records.forEach(look)).observe(document.body, { childList: true });
    }""")
    edit(deck, "- one |", "- uno |")
    author.until(
        lambda: author.ask("() => window.toasts.map(text => text.replace(/\\d+ ms/, 'N ms'))"),
        ["Slide 2 updated · N ms"],
    )


def test_a_page_that_slept_through_edits_catches_up(context: BrowserContext, server: Running, deck: Path) -> None:
    screen = look(context, server, rest="#/1")
    mark(screen)
    context.set_offline(True)
    screen.ask("() => dispatchEvent(new Event('offline'))")
    edit(deck, "## Steps", "## Zero\n\n---\n## Steps\n\nnews")
    context.set_offline(False)
    screen.until(lambda: "news" in screen.text("#steps"), True)
    assert screen.place == "steps 0"
    assert order(screen).startswith("first zero steps")
    assert set(replaced(screen)) == {"zero", "steps"}

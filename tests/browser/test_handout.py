"""The handout: an article of slides and notes, whose text no style of the deck reaches."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Serve, Server

TEXT = """# Docker

From the inside

Note:

Welcome **everybody** to this [talk](https://example.org).

```sh
docker run hello-world
```

| what | how many |
|------|---------:|
| note |        1 |

---?color=rgb(1, 2, 3)

## Steps

- first |
- second |

Note:

The second item is the *important* one.

+++?image=sky.svg

## Below

Text without a note.

---

## The end
"""
LOUD = """
body, h1, h2, p, a, li { color: rgb(255, 0, 0); font-family: fantasy; font-size: 90px; }
.reveal section p { color: rgb(0, 128, 0); }
"""


def put_deck(folder: Path, settings: str = "") -> Path:
    deck = folder / "docker"
    deck.mkdir(parents=True)
    (deck / "PITCHME.md").write_text(TEXT)
    (deck / "PITCHME.css").write_text(LOUD)
    (deck / "sky.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    (deck / "PITCHME.yaml").write_text(
        f"title: Docker\nauthor: Ada Lovelace\ndate: 2026-11\ndescription: What runs.\ntheme: light\n{settings}"
    )
    return folder


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    return serve_module(put_deck(tmp_path_factory.mktemp("talks")))


@pytest.fixture
def article(page: Page, server: Server) -> Page:
    """The handout as the presenter sees it, notes included."""
    page.request.post(f"{server.url}/-/login", data={"token": server.token})
    page.goto(f"{server.url}/docker/-/handout")
    return page


def test_the_article_begins_with_title_author_date_and_abstract(article: Page) -> None:
    head = article.locator(".title-page")
    expect(head.get_by_role("heading", level=1)).to_have_text("Docker")
    for text in ("Ada Lovelace", "2026-11", "What runs.", "4 slides"):
        expect(head).to_contain_text(text)


def test_each_slide_is_drawn_with_text_that_can_be_selected(article: Page) -> None:
    expect(article.locator("figure")).to_have_count(4)
    figure = article.locator(".entry[id=steps] figure")
    words = figure.get_by_text("second")
    expect(words).to_be_visible()
    box, drawn = figure.bounding_box(), words.bounding_box()
    assert box
    assert drawn
    assert box["y"] < drawn["y"] < box["y"] + box["height"]
    words.dblclick(position={"x": 12, "y": drawn["height"] / 2})
    assert words.evaluate("item => item.getRootNode().getSelection().toString().trim()") == "second"


def test_all_steps_are_shown(article: Page) -> None:
    for item in ("first", "second"):
        shown = article.locator(".entry[id=steps] figure").get_by_text(item)
        assert (
            shown.evaluate("item => getComputedStyle(item).opacity + getComputedStyle(item).visibility") == "1visible"
        )


def test_a_slide_has_its_background(article: Page) -> None:
    colours = article.locator(".entry[id=steps] .slide-background").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor)"
    )
    assert "rgb(1, 2, 3)" in colours


def test_a_slide_has_its_background_picture(article: Page, server: Server) -> None:
    drawn = article.locator(".entry[id=below] .slide-background-content")
    expect(drawn).to_have_css("background-image", f'url("{server.url}/docker/sky.svg")')


def test_notes_stand_under_their_slide_as_text(article: Page) -> None:
    notes = article.locator(".entry[id=docker] .notes")
    expect(notes.locator("strong")).to_have_text("everybody")
    expect(notes.locator("pre")).to_contain_text("docker run hello-world")
    expect(notes.locator("td")).to_have_count(2)
    figure, text = article.locator(".entry[id=docker] figure").bounding_box(), notes.bounding_box()
    assert figure
    assert text
    assert text["y"] >= figure["y"] + figure["height"]
    expect(article.locator(".entry[id=below] .notes")).to_have_count(0)


def test_the_audience_gets_the_slides_without_notes(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/docker/-/handout")
    expect(page.locator("figure")).to_have_count(4)
    expect(page.locator(".notes")).to_have_count(0)
    assert "important" not in page.content()


def test_published_notes_are_everybodys(page: Page, serve: Serve, tmp_path: Path) -> None:
    server = serve(put_deck(tmp_path, "publish-notes: true"))
    page.goto(f"{server.url}/docker/-/handout")
    expect(page.locator(".entry[id=steps] .notes em")).to_have_text("important")


STYLE = "one => [getComputedStyle(one).color, getComputedStyle(one).fontFamily, getComputedStyle(one).fontSize].join()"


@pytest.mark.parametrize("place", [".title-page h1", ".notes p", ".notes a", ".entry h2 a", ".contents a", "body"])
def test_the_decks_style_does_not_reach_the_article(article: Page, place: str) -> None:
    style = article.locator(place).first.evaluate(STYLE)
    assert "255, 0, 0" not in style
    assert "fantasy" not in style
    assert "90px" not in style


def test_the_decks_style_reaches_its_slides(article: Page) -> None:
    words = article.locator(".entry[id=below] figure").get_by_text("Text without a note.")
    expect(words).to_have_css("color", "rgb(0, 128, 0)")


def test_contents_lead_to_each_slide(article: Page, server: Server) -> None:
    article.get_by_role("navigation", name="Contents").get_by_role("link", name="The end").click()
    expect(article).to_have_url(f"{server.url}/docker/-/handout#the-end")
    expect(article.locator(".entry[id=the-end]")).to_be_in_viewport()


def test_contents_mark_what_is_read(article: Page) -> None:
    marked = article.locator(".contents a[aria-current]")
    expect(marked).to_have_text("1 Docker")
    article.locator(".entry[id=below]").evaluate("entry => entry.scrollIntoView()")
    expect(marked).to_have_text("3 Below")


def test_a_heading_is_the_address_of_its_slide(article: Page, server: Server) -> None:
    article.locator(".entry[id=steps] h2 a").click()
    expect(article).to_have_url(f"{server.url}/docker/-/handout#steps")


def test_a_slide_opens_from_the_article(article: Page, server: Server) -> None:
    article.get_by_role("link", name="Open slide 2").click()
    expect(article.get_by_role("heading", name="Steps")).to_be_visible()
    assert article.url.startswith(f"{server.url}/docker/#")


def test_a_slide_with_too_much_is_set_smaller_until_it_fits(page: Page, serve: Serve, tmp_path: Path) -> None:
    folder = put_deck(tmp_path)
    lines = "\n".join(f"print({n})" for n in range(60))
    (folder / "docker" / "PITCHME.md").write_text(f"## Long\n\n```python\n{lines}\n```\n")
    page.goto(f"{serve(folder).url}/docker/-/handout")
    figure, last = page.locator("figure"), page.locator("figure").get_by_text("59")
    expect(last).to_be_in_viewport()
    box, drawn = figure.bounding_box(), last.bounding_box()
    assert box
    assert drawn
    assert drawn["y"] + drawn["height"] <= box["y"] + box["height"] + 1


def test_on_a_phone_contents_open_from_a_button(browser: Browser, server: Server) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{server.url}/docker/-/handout")
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    page.get_by_role("button", name="Contents").click()
    contents.get_by_role("link", name="The end").click()
    expect(contents).to_be_hidden()
    expect(page.locator(".entry[id=the-end]")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_the_article_is_whole_without_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/docker/-/handout")
    expect(page.locator(".entry[id=steps] figure").get_by_text("second")).to_be_visible()
    context.close()


def test_two_slides_are_printed_on_a_page(page: Page, serve: Serve, tmp_path: Path) -> None:
    folder = put_deck(tmp_path)
    (folder / "docker" / "PITCHME.md").write_text("\n\n---\n\n".join(f"## Slide {n}" for n in range(8)))
    page.goto(f"{serve(folder).url}/docker/-/handout")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(article: Page, scheme: str) -> None:
    article.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = Axe().run(article)
    assert not found.violations_count, found.generate_report()

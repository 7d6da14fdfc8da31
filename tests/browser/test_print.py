"""The print view: one slide a page, as large as the canvas, all steps shown, nothing cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Serve, Server

LONG = "\n".join(f"- item {n}" for n in range(25))
CODE = "\n".join(f"value_{n} = {n}" for n in range(50))
TEXT = f"""# Printed

---

## Steps

- first |
- second |

+++?color=rgb(1, 2, 3)

## Below

---

## Too tall

{LONG}

---

```python
{CODE}
```

@[1-3](The first lines)
@[4-9](And some more)
"""


@pytest.fixture(scope="module", params=["light", "black"])
def server(request: pytest.FixtureRequest, serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder: Path = tmp_path_factory.mktemp("talks")
    (folder / "PITCHME.md").write_text(TEXT)
    (folder / "PITCHME.yaml").write_text(f"title: Printed\ntheme: {request.param}\n")
    return serve_module(folder)


@pytest.fixture
def printed(page: Page, server: Server) -> Page:
    page.goto(f"{server.url}/")
    page.goto(page.url.split("#")[0] + "-/print")
    return page


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF, in CSS pixels."""
    boxes = re.findall(rb"/Type /Page\n.*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf, re.S)
    return [(float(width) * 96 / 72, float(height) * 96 / 72) for width, height in boxes]


def test_every_slide_is_a_page_as_large_as_the_canvas(printed: Page) -> None:
    width, height = printed.locator(".reveal").first.evaluate(
        "one => ['--w', '--h'].map(name => parseFloat(one.style.getPropertyValue(name)))"
    )
    found = pages(printed.pdf(prefer_css_page_size=True, print_background=True))
    assert len(found) == 5
    for page_width, page_height in found:
        assert page_width == pytest.approx(width, abs=1)
        assert page_height == pytest.approx(height, abs=1)


def test_nothing_reaches_over_the_edge_of_its_page(printed: Page) -> None:
    printed.locator(".page").last.scroll_into_view_if_needed()
    printed.emulate_media(media="print")
    expect(printed.locator(".page").last.get_by_text("value_49")).to_be_visible()
    over = printed.locator(".page").evaluate_all(
        """pages => pages.flatMap(page => {
            const edge = page.getBoundingClientRect();
            return [...page.querySelectorAll('section *')]
                .filter(one => one.getClientRects().length > 0)
                .filter(one => {
                    const box = one.getBoundingClientRect();
                    return box.top < edge.top - 1 || box.left < edge.left - 1
                        || box.bottom > edge.bottom + 1 || box.right > edge.right + 1;
                })
                .map(one => one.outerHTML.slice(0, 80));
        })"""
    )
    assert over == []


def test_what_an_author_put_over_the_edge_leaves_the_rest_as_large_as_it_was(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "PITCHME.md").write_text('## Beside\n\n<p style="position: absolute; left: 120%">far away</p>\n')
    (tmp_path / "PITCHME.yaml").write_text("theme: light\n")
    page.goto(f"{serve(tmp_path).url}/")
    page.goto(page.url + "-/print")
    heading = page.get_by_role("heading", name="Beside")
    expect(heading).to_be_visible()
    page.emulate_media(media="print")
    assert heading.evaluate("one => parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom") > 40


def test_all_steps_and_captions_are_printed(printed: Page) -> None:
    printed.emulate_media(media="print")
    for words in ("first", "second", "The first lines", "And some more"):
        one = printed.locator("section").get_by_text(words, exact=True)
        expect(one).to_be_visible()
        assert one.evaluate("one => getComputedStyle(one).opacity") == "1"


def test_backgrounds_are_printed_as_they_are(printed: Page) -> None:
    printed.emulate_media(media="print")
    drawn = printed.locator(".page").nth(2).locator(".slide-background").first
    expect(drawn).to_have_css("background-color", "rgb(1, 2, 3)")
    expect(drawn).to_have_css("print-color-adjust", "exact")


def test_the_words_above_the_pages_are_not_printed(printed: Page) -> None:
    expect(printed.get_by_role("button", name="Print")).to_be_visible()
    printed.emulate_media(media="print")
    expect(printed.get_by_role("button", name="Print")).to_be_hidden()

"""Below any prefix every address that a page holds works."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from tests.conftest import Serve

DECK = """# Hello

![a picture](assets/box.svg)

+++?image=assets/box.svg

## Below

[The next](#next)

---

## Next
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
REFERENCE = re.compile(r"""\s(?:href|src|action)=["']([^"']+)["']""")
BASE = re.compile(r"""<base href=["']([^"']+)["']""")
PAGES = [
    "/",
    "/talk/",
    "/talk/-/handout",
    "/talk/-/print",
    "/talk/-/present",
    "/talk/?view=cover",
    "/-/login",
    "/nothing/",
]


@pytest.fixture
def folder(write: Callable[..., Path]) -> Path:
    write("talk/PITCHME.md", DECK)
    write("talk/PITCHME.css", ".reveal h1 { background: url(assets/box.svg) }")
    write("other/PITCHME.md", "# Other")
    return write("talk/assets/box.svg", SVG)


def references(page: str, address: str) -> set[str]:
    """Absolute addresses that a page refers to."""
    base = BASE.search(page)
    start = urljoin(address, base[1]) if base else address
    return {urljoin(start, unescape(found)) for found in REFERENCE.findall(page)}


def crawl(client: httpx.Client, prefix: str, headers: dict[str, str]) -> dict[str, int]:
    """Ask for everything that the pages refer to; gives the status of each address."""
    found: dict[str, int] = {}
    waiting = [str(client.base_url).rstrip("/") + path for path in PAGES]
    while waiting:
        address = urlsplit(waiting.pop())._replace(fragment="").geturl()
        if address in found or not address.startswith(str(client.base_url).removesuffix("/").removesuffix(prefix)):
            continue
        answer = client.get(address, headers={"accept": "text/html", **headers})
        found[address] = answer.status_code
        if answer.has_redirect_location:
            waiting.append(urljoin(address, answer.headers["location"]))
        elif answer.headers.get("content-type", "").startswith("text/html"):
            waiting.extend(references(answer.text, address))
    return found


@pytest.mark.parametrize("prefix", ["", "/talks", "/a/b"])
def test_every_address_in_every_page_works_below_a_prefix(serve: Serve, folder: Path, prefix: str) -> None:
    server = serve(folder, "--base", prefix)
    with server.presenter() as client:
        found = crawl(client, prefix, {})
    broken = {address for address, status in found.items() if status >= 400 and not address.endswith("/nothing/")}
    assert broken == set()
    assert len(found) > 15
    assert all(urlsplit(address).path.startswith(prefix + "/") for address in found)


def test_a_proxy_that_cuts_a_prefix_off_and_names_it_gets_pages_below_it(serve: Serve, folder: Path) -> None:
    server = serve(folder)
    for page in ("/", "/talk/", "/talk/-/handout", "/-/login", "/nothing/"):
        answer = httpx.get(server.url + page, headers={"x-forwarded-prefix": "/talks", "accept": "text/html"})
        paths = {urlsplit(address).path for address in references(answer.text, f"{server.url}/talks{page}")}
        assert paths
        assert all(path.startswith("/talks/") for path in paths)


def test_a_single_deck_is_the_first_page(serve: Serve, write: Callable[..., Path]) -> None:
    server = serve(write("PITCHME.md", "# Only") / "PITCHME.md", "--base", "/x")
    answer = httpx.get(server.url + "/", follow_redirects=True)
    assert answer.status_code == 200
    assert '<body data-page="audience"' in answer.text

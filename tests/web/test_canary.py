"""Nothing that is for the presenter alone ever reaches the audience, wherever it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.conftest import Serve, Server
from tests.web.test_addresses import references

CANARY = "canary"
DECK = """---
title: Birds
gatoken: canary-front-matter
x-secret: canary-other-key
---
# Birds

<!-- canary-comment -->

Seen by all.

@ul

- One. @note[canary-step-note]
- Two.

@ul

![](assets/bird.svg)

Note:
canary-note with `code` and <!-- canary-comment-in-note -->

---?hidden=true

## canary-hidden-slide

+++

## Code

```python
print("seen")
```

@[1](Seen.)

---

## Last

NOTES: canary-last-note
"""
YAML = """theme: black
gatoken: canary-settings
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'
Write = Callable[..., Path]


@pytest.fixture
def folder(write: Write) -> Path:
    write("birds/PITCHME.md", DECK)
    write("birds/PITCHME.yaml", YAML)
    write("birds/assets/bird.svg", SVG)
    write("birds/assets/other.svg", f"<svg><!-- {CANARY}-not-named --></svg>")
    write("birds/.env", f"{CANARY}-env")
    write("birds/.git/config", f"{CANARY}-git")
    write("birds/notes.txt", f"{CANARY}-text")
    write("secret.txt", f"{CANARY}-above")
    return write("other/PITCHME.md", "# Other")


ADDRESSES = [
    "/",
    "/birds/",
    "/birds/?view=projector",
    "/birds/?view=pane",
    "/birds/?view=cover",
    "/birds/?view=presenter",
    "/birds/-/handout",
    "/birds/-/print",
    "/birds/-/present",
    "/birds/-/deck.json",
    "/birds/-/state",
    "/birds/-/remote",
    "/birds/-/talk",
    "/birds/-/slides/canary-hidden-slide",
    "/birds/-/slides/birds",
    "/birds/-/slides/x",
    "/-/login",
    "/-/metrics",
    "/-/healthz",
    "/-/readyz",
    "/-/nothing",
    "/nothing",
    "/birds/PITCHME.md",
    "/birds/PITCHME.yaml",
    "/birds/PITCHME",
    "/PITCHME.md",
    "/birds/.env",
    "/birds/.git/config",
    "/birds/notes.txt",
    "/birds/assets/other.svg",
    "/birds/assets/",
    "/birds/assets/../notes.txt",
    "/birds/assets/%2e%2e/notes.txt",
    "/birds/assets/..%2fnotes.txt",
    "/birds/assets/..%2f..%2fsecret.txt",
    "/birds/assets/%2e%2e%2f.env",
    "/birds/assets/..%5cnotes.txt",
    "/birds/assets/....//notes.txt",
    "/birds/assets/bird.svg%00.txt",
    "/birds/assets/bird.svg/../other.svg",
    "/birds//etc/passwd",
    "/birds/%2fetc%2fpasswd",
    "/..%2f..%2fetc/passwd",
    "/birds/-/../PITCHME.md",
    "/birds/-/slides/..%2f..%2fPITCHME.md",
    "/-/static/any/../../app/cli.py",
    "/-/static/any/..%2f..%2fapp%2fcli.py",
    "/-/static/any/%2e%2e/%2e%2e/pyproject.toml",
    "/other/../birds/PITCHME.md",
    "/other/assets/bird.svg",
]


def raw_get(server: Server, target: str, accept: str) -> httpx.Response:
    """Ask for an address exactly as it is written; a client would tidy ``..`` away."""
    request = httpx.Request("GET", server.url, headers={"accept": accept}, extensions={"target": target.encode()})
    with server.client() as client:
        return client.send(request)


def leaks(answer: httpx.Response, folder: Path) -> list[str]:
    """What an answer should not hold."""
    whole = f"{answer.headers}\n{answer.text}"
    return [word for word in (CANARY, "root:x:0", str(folder), "Traceback", "site-packages") if word in whole]


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_no_address_gives_the_audience_what_is_for_the_presenter(serve: Serve, folder: Path, accept: str) -> None:
    server = serve(folder)
    waiting, seen, leaked = list(ADDRESSES), set(), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = raw_get(server, address, accept)
        if found := leaks(answer, folder):
            leaked[address] = found
        if answer.headers.get("content-type", "").startswith("text/html"):
            linked = references(answer.text, server.url + address)
            waiting += [url.removeprefix(server.url).partition("#")[0] for url in linked if url.startswith(server.url)]
    assert leaked == {}
    assert any(address.endswith("/assets/bird.svg") for address in seen), "the pages were read"


def test_the_presenter_gets_the_notes(serve: Serve, folder: Path) -> None:
    with serve(folder).presenter() as client:
        notes = client.get("/birds/-/deck.json").text
        wanted = {"canary-note", "canary-step-note", "canary-last-note"}
        assert {word for word in wanted if word in notes} == wanted
        assert "canary-note" in client.get("/birds/-/handout").text
        assert "canary-note" not in client.get("/birds/").text


def test_an_edit_of_notes_tells_the_audience_nothing_of_them(serve: Serve, folder: Path) -> None:
    server = serve(folder)
    received: list[str] = []
    begun, ended = threading.Event(), threading.Event()

    def read() -> None:
        with server.client() as client, client.stream("GET", "/birds/-/stream") as answer:
            for line in answer.iter_lines():
                received.append(line)
                begun.set()
                if "a visible edit" in line:
                    break
        ended.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    assert begun.wait(10)
    file = folder / "birds" / "PITCHME.md"
    file.write_text(DECK.replace("canary-note with", "canary-note-edited with"))
    file.write_text(
        DECK.replace("canary-note with", "canary-note-edited again with").replace("Seen by all.", "a visible edit")
    )
    assert ended.wait(10)
    assert not [line for line in received if CANARY in line]


def test_notes_are_in_the_handout_of_everybody_only_if_they_are_published(serve: Serve, write: Write) -> None:
    write("kept/PITCHME.md", "# Kept\n\nNote:\nkept-note\n")
    write("given/PITCHME.md", "# Given\n\nNote:\ngiven-note\n")
    folder = write("given/PITCHME.yaml", "publish-notes: true\n")

    def shown(*flags: str) -> set[str]:
        with serve(folder, *flags).client() as client:
            return {name for name in ("kept", "given") if f"{name}-note" in client.get(f"/{name}/-/handout").text}

    assert shown() == {"given"}
    assert shown("--publish-notes") == {"kept", "given"}
    assert shown("--no-publish-notes") == set()

"""Files: ours are cached for ever, a deck's are always asked for again; types, ranges, and what each may do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app.web.static import Static, lean, resource_dir
from tests.conftest import Serve, Server

DECK = """# Hello

![](assets/box.svg)

![](assets/clip.mp4)

![](assets/evil.html)

Note:
![](assets/secret.png)

---?image=assets/photo.jpg
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
Write = Callable[..., Path]


FILES = {
    "PITCHME.md": DECK.encode(),
    "PITCHME.css": b".reveal h1 { background: url(/assets/photo.jpg) }",
    "assets/photo.jpg": b"\xff\xd8\xff" + bytes(range(256)),
    "assets/clip.mp4": bytes(range(256)) * 8,
    "assets/secret.png": b"\x89PNG",
    "assets/evil.html": b"<script>alert(1)</script>",
    "assets/box.svg": SVG,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("decks")
    for name, content in FILES.items():
        (root / "talk" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "talk" / name).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def server(serve_module: Serve, folder: Path) -> Server:
    return serve_module(folder)


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as visitor:
        yield visitor


def address_of_a_style(client: httpx.Client) -> str:
    found = re.search(r'href="([^"]+/css/reset\+tokens\.css)"', client.get("/talk/").text)
    assert found
    return found[1]


def test_our_files_are_cached_for_ever_under_the_digest_of_all(client: httpx.Client) -> None:
    answer = client.get(address_of_a_style(client))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_under_an_old_digest_they_are_answered_but_not_kept(client: httpx.Client) -> None:
    answer = client.get("/-/static/0123456789ab/css/tokens.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd, br, gzip", "identity", "deflate, identity"])
def test_they_are_compressed_as_the_browser_likes(client: httpx.Client, encoding: str) -> None:
    address = address_of_a_style(client)
    with client.stream("GET", address, headers={"accept-encoding": encoding}) as answer:
        assert answer.headers.get("content-encoding", "identity") in encoding.split(", ")
        assert "accept-encoding" in answer.headers["vary"].lower()


def test_another_content_is_another_digest(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    static = Static(tmp_path)
    before = static.digest
    assert not static.refresh()
    (tmp_path / "a.css").write_text("b {}\n")
    assert static.refresh()
    assert static.digest != before
    assert static.href("/x", "a.css") == f"/x/-/static/{static.digest}/a.css"


def test_style_sheets_of_a_page_come_in_one_answer(client: httpx.Client) -> None:
    found = re.search(r'href="(/-/static/\w+/css/slide\+code\+themes\.\w+\+[\w+.]+\.css)"', client.get("/talk/").text)
    assert found
    answer = client.get(found[1])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
    alone = [client.get(f"/-/static/any/css/{name}.css").text for name in ("slide", "code", "blocks", "chrome")]
    places = [answer.text.index(text) for text in alone]
    assert places == sorted(places)
    assert answer.text.endswith(alone[-1])


@pytest.mark.parametrize(
    "name", ["css/slide+nothing.css", "css/slide+.css", "js/slide+code.js", "css/" + "slide+" * 40]
)
def test_only_style_sheets_that_are_there_are_joined(client: httpx.Client, name: str) -> None:
    assert client.get(f"/-/static/any/{name}").status_code == 404


def test_comments_are_not_sent_and_lines_stay_where_they_are() -> None:
    css = 'a { /* why\n*/ color: red } /* and */\nb { content: "/* kept */" }'
    assert lean("a.css", css.encode()).decode() == 'a { \n color: red } \nb { content: "/* kept */" }'
    js = "/**\n * @type {X}\n */\nconst a = '// kept'; // kept\n  // gone\n/** @typedef {X} Y */\nlet b; /* kept */\n"
    without = "\n\n\nconst a = '// kept'; // kept\n\n\nlet b; /* kept */\n"
    assert lean("a.js", js.encode()).decode() == without


def test_no_text_in_our_scripts_looks_like_a_comment() -> None:
    for path in resource_dir("static").rglob("*.js"):
        for text in re.findall(r"`[^`]*`", lean("a.js", path.read_bytes()).decode()):
            assert text in path.read_text("utf-8"), path


def test_a_picture_is_asked_for_again_and_sent_again_only_when_it_changed(client: httpx.Client, folder: Path) -> None:
    first = client.get("/talk/assets/photo.jpg")
    assert (first.headers["content-type"], first.headers["cache-control"]) == ("image/jpeg", "no-cache")
    known = {"if-none-match": first.headers["etag"]}
    assert client.get("/talk/assets/photo.jpg", headers=known).status_code == 304
    (folder / "talk/assets/photo.jpg").write_bytes(b"\xff\xd8\xffother")
    assert client.get("/talk/assets/photo.jpg", headers=known).content == b"\xff\xd8\xffother"


def test_a_film_can_be_asked_for_in_pieces(client: httpx.Client) -> None:
    answer = client.get("/talk/assets/clip.mp4", headers={"range": "bytes=10-19"})
    assert (answer.status_code, answer.content) == (206, bytes(range(10, 20)))


def test_a_drawing_opened_by_itself_runs_nothing(client: httpx.Client) -> None:
    answer = client.get("/talk/assets/box.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_only_files_of_known_types_are_sent(client: httpx.Client) -> None:
    assert client.get("/talk/assets/evil.html").status_code == 404


def test_a_style_sheet_of_a_deck_names_files_that_work_below_a_prefix(client: httpx.Client) -> None:
    answer = client.get("/talk/PITCHME.css")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "url(/" not in answer.text
    assert "assets/photo.jpg" in answer.text


def test_pages_of_the_presenter_are_never_stored(client: httpx.Client, server: Server) -> None:
    assert client.get("/talk/").headers["cache-control"] == "private, no-cache"
    with server.presenter() as speaker:
        for path in ("/talk/", "/talk/-/present", "/talk/-/deck.json", "/talk/-/handout", "/talk/-/state"):
            assert speaker.get(path).headers["cache-control"] == "no-store"


def policy(client: httpx.Client, path: str) -> dict[str, str]:
    """The directives of a page's policy."""
    whole = client.get(path).headers["content-security-policy"]
    return {name: value for name, _, value in (part.strip().partition(" ") for part in whole.split(";"))}


@pytest.mark.parametrize("path", ["/talk/", "/talk/-/handout", "/talk/-/print"])
def test_pages_with_slides_let_authors_style_elements_but_not_bring_scripts(client: httpx.Client, path: str) -> None:
    found = policy(client, path)
    assert found["default-src"] == "'none'"
    assert found["script-src"] == "'self'"
    assert found["style-src-elem"] == "'self'"
    assert found["style-src-attr"] == "'unsafe-inline'"


def test_other_pages_take_styles_from_files_alone(client: httpx.Client) -> None:
    found = policy(client, "/-/login")
    assert (found["style-src"], found["frame-ancestors"]) == ("'self'", "'none'")


@pytest.mark.parametrize(
    ("path", "ancestors"),
    [
        ("/talk/", "'none'"),
        ("/talk/?view=pane", "'self'"),
        ("/talk/?view=cover", "'self'"),
        ("/talk/-/print", "'none'"),
    ],
)
def test_only_panes_and_covers_may_be_framed(client: httpx.Client, path: str, ancestors: str) -> None:
    assert policy(client, path)["frame-ancestors"] == ancestors


def test_a_page_may_load_from_the_hosts_that_its_own_deck_names_and_no_others(serve: Serve, write: Write) -> None:
    write("a/PITCHME.md", "# A\n\n![](https://pictures.example/a.png)\n\n---?image=https://walls.example:8443/b.jpg\n")
    with serve(write("b/PITCHME.md", "# B"), "--embed", "films.example").client() as visitor:
        found = policy(visitor, "/a/")
        assert found["img-src"] == "'self' data: blob: https://pictures.example https://walls.example:8443"
        assert policy(visitor, "/b/")["img-src"] == "'self' data: blob:"
        assert found["frame-src"] == "'self' https://*.films.example https://films.example"


def test_a_page_may_load_the_pictures_of_its_styles(serve: Serve, write: Write) -> None:
    style = "background: url(//walls.example/a.png)"
    folder = write(
        "a/PITCHME.md",
        f'<p style="{style}">A</p>\n\n---\n<!-- .slide: style="background: url(https://b.example/b.png)" -->',
    )
    with serve(folder).client() as visitor:
        assert policy(visitor, "/a/")["img-src"] == "'self' data: blob: https://b.example https://walls.example"


def test_a_picture_that_only_a_note_shows_is_for_the_presenter(client: httpx.Client, server: Server) -> None:
    assert client.get("/talk/assets/secret.png").status_code == 404
    with server.presenter() as presenter:
        assert presenter.get("/talk/assets/secret.png").status_code == 200

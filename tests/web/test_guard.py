"""Who is answered at all: names, origins, prefixes, sizes, headers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.errors import PitchMeError
from app.settings import Settings
from app.web.guard import Guard, networks

LOCAL = Settings()
PUBLIC = Settings(host="0.0.0.0", allow_host=frozenset({"Talks.Example.org"}))


def ask(
    settings: Settings, path: str = "/", method: str = "GET", client: str = "127.0.0.1", **headers: str
) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Send one request through a guard; gives status, headers, and the scope as the program behind it sees it."""
    seen: dict[str, Any] = {}
    sent: list[Any] = []

    async def program(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"1")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    fields = {"host": "127.0.0.1:8000", **{key.replace("_", "-"): value for key, value in headers.items()}}
    raw = [(key.encode(), value.encode("latin-1")) for key, value in fields.items()]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "scheme": "http",
        "client": (client, 1),
        "headers": raw,
    }
    asyncio.run(Guard(program, settings)(scope, None, send))  # type: ignore[arg-type]
    return sent[0]["status"], {key.decode(): value.decode() for key, value in sent[0]["headers"]}, seen


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8000", "127.0.0.1", "localhost", "localhost:9999", "LOCALHOST:8000", "[::1]:8000", "[::1]"],
)
def test_loopback_names_are_answered(host: str) -> None:
    assert ask(LOCAL, host=host)[0] == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evillocalhost", 421),
        ("10.0.0.7", 421),
        ("169.254.169.254", 421),
        ("0.0.0.0", 421),
        ("[::ffff:10.0.0.7]", 421),
        ("2130706433", 421),
        ("0x7f000001", 421),
        ("127.1", 421),
        ("talks.example.org", 421),
        ("", 400),
        (" ", 400),
        ("localhost.", 400),
        ("localhost:port", 400),
        ("localhost:80:80", 400),
        ("localhost/evil.example", 400),
        ("localhost@evil.example", 400),
        ("user@localhost", 400),
        ("localhost,evil.example", 400),
        ("localhost evil.example", 400),
        ("http://localhost", 400),
        ("[::1", 400),
        ("[::1]evil.example", 400),
        ("localhost\\evil", 400),
        ("localhost?x", 400),
        ("localhost#x", 400),
        ("lo\u00e7alhost", 400),
        ("-localhost", 400),
    ],
)
def test_other_names_are_refused(host: str, status: int) -> None:
    assert ask(LOCAL, host=host)[0] == status


def test_a_refusal_says_which_flag_would_allow_the_name() -> None:
    status, headers, seen = ask(PUBLIC, host="pitch.intranet")
    assert (status, headers["content-type"], seen) == (421, "text/plain; charset=utf-8", {})


@pytest.mark.parametrize("host", ["talks.example.org", "TALKS.example.org:443", "192.168.1.20:8000", "[fe80::1]"])
def test_a_public_server_answers_under_allowed_names_and_any_address(host: str) -> None:
    assert ask(PUBLIC, host=host)[0] == 200


def test_a_public_server_refuses_names_that_nobody_allowed() -> None:
    assert ask(PUBLIC, host="evil.example")[0] == 421


@given(st.text(max_size=40).filter(lambda name: name.isascii()))
def test_no_name_passes_that_only_looks_like_ours(name: str) -> None:
    ours = {"localhost", "127.0.0.1", "[::1]"}
    passed = ask(LOCAL, host=f"{name}localhost{name}")[0] == 200
    assert not passed or f"{name}localhost{name}".lower().partition(":")[0] in ours


COMMAND = ("POST", "/talk/-/talk")
STREAM = ("GET", "/talk/-/stream")
STATE = ("GET", "/talk/-/state")
PAGE = ("GET", "/talk/")


@pytest.mark.parametrize(
    ("what", "headers", "status"),
    [
        (COMMAND, {}, 200),
        (COMMAND, {"origin": "http://127.0.0.1:8000"}, 200),
        (COMMAND, {"origin": "http://127.0.0.1:8000", "sec_fetch_site": "same-origin"}, 200),
        (COMMAND, {"origin": "HTTP://127.0.0.1:8000"}, 200),
        (COMMAND, {"origin": "null"}, 403),
        (COMMAND, {"origin": "http://127.0.0.1:9000"}, 403),
        (COMMAND, {"origin": "http://127.0.0.1"}, 403),
        (COMMAND, {"origin": "http://127.0.0.1:8000.evil.example"}, 403),
        (COMMAND, {"origin": "http://evil.example"}, 403),
        (COMMAND, {"origin": "file://127.0.0.1:8000"}, 403),
        (COMMAND, {"origin": "127.0.0.1:8000"}, 403),
        (COMMAND, {"sec_fetch_site": "cross-site"}, 403),
        (COMMAND, {"sec_fetch_site": "same-site"}, 403),
        (COMMAND, {"sec_fetch_site": "none"}, 403),
        (COMMAND, {"origin": "http://127.0.0.1:8000", "sec_fetch_site": "cross-site"}, 403),
        (STREAM, {}, 200),
        (STREAM, {"sec_fetch_site": "same-origin"}, 200),
        (STREAM, {"sec_fetch_site": "none"}, 200),
        (STREAM, {"sec_fetch_site": "cross-site"}, 403),
        (STREAM, {"sec_fetch_site": "same-site"}, 403),
        (STREAM, {"origin": "http://evil.example"}, 403),
        (STREAM, {"origin": "null"}, 403),
        (STATE, {"sec_fetch_site": "cross-site"}, 403),
        (STATE, {"origin": "http://127.0.0.1:9000"}, 403),
        (PAGE, {"sec_fetch_site": "cross-site"}, 200),
        (PAGE, {"sec_fetch_site": "none"}, 200),
    ],
)
def test_commands_and_streams_are_for_our_own_pages(
    what: tuple[str, str], headers: dict[str, str], status: int
) -> None:
    method, path = what
    assert ask(LOCAL, path, method, **headers)[0] == status


def test_a_trusted_proxy_may_name_the_host_that_the_browser_sees() -> None:
    headers = {"origin": "https://talks.example.org:8443", "x_forwarded_host": "talks.example.org:8443"}
    assert ask(PUBLIC, *reversed(COMMAND), host="talks.example.org", **headers)[0] == 200
    assert ask(PUBLIC, *reversed(COMMAND), host="talks.example.org", client="10.9.9.9", **headers)[0] == 403


@pytest.mark.parametrize("path", ["/talks/deck/", "/deck/"])
def test_a_prefix_may_stay_in_the_path_or_be_cut_off_by_a_proxy(path: str) -> None:
    _, _, seen = ask(replace(LOCAL, base="/talks"), path)
    assert (seen["root_path"], seen["path"]) == ("/talks", "/talks/deck/")


def test_the_prefix_alone_leads_to_the_library() -> None:
    status, headers, _ = ask(replace(LOCAL, base="/talks"), "/talks")
    assert (status, headers["location"]) == (308, "/talks/")


@pytest.mark.parametrize(
    ("sent", "client", "base"),
    [
        ("/talks", "127.0.0.1", "/talks"),
        ("/a/b/", "127.0.0.1", "/a/b"),
        ("/talks", "10.9.9.9", ""),
        ("//evil.example", "127.0.0.1", "/evil.example"),
        ("/../x", "127.0.0.1", ""),
        ('/"><script>', "127.0.0.1", ""),
        ("/a?b", "127.0.0.1", ""),
    ],
)
def test_a_forwarded_prefix_counts_only_from_trusted_addresses_and_only_as_a_path(
    sent: str, client: str, base: str
) -> None:
    _, _, seen = ask(LOCAL, "/deck/", client=client, x_forwarded_prefix=sent)
    assert seen["root_path"] == base


def test_client_and_scheme_come_from_a_trusted_proxy_only() -> None:
    headers = {"x_forwarded_for": "6.6.6.6, 10.0.0.8", "x_forwarded_proto": "https"}
    _, _, seen = ask(LOCAL, **headers)
    assert (seen["client"][0], seen["scheme"]) == ("10.0.0.8", "https")
    _, _, seen = ask(LOCAL, client="10.9.9.9", **headers)
    assert (seen["client"][0], seen["scheme"]) == ("10.9.9.9", "http")


def test_a_network_can_be_trusted() -> None:
    _, _, seen = ask(replace(LOCAL, trust=frozenset({"10.0.0.0/8"})), client="10.9.9.9", x_forwarded_proto="https")
    assert seen["scheme"] == "https"
    with pytest.raises(PitchMeError, match="--trust proxy"):
        networks(["proxy"])


@pytest.mark.parametrize("length", ["65537", "-1", "x", "1, 2"])
def test_large_and_senseless_bodies_are_refused_before_they_are_read(length: str) -> None:
    status, _, seen = ask(LOCAL, *reversed(COMMAND), content_length=length)
    assert (status in {400, 413}, seen) == (True, {})


def test_every_answer_carries_the_headers_that_protect_it() -> None:
    for status, headers, _ in (ask(LOCAL), ask(LOCAL, host="evil.example")):
        assert status in {200, 421}
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "default-src 'none'" in headers["content-security-policy"]

"""The token lets a device in once; its cookie does from then on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from app.web.access import Access
from tests.conftest import Serve, Server

Write = Callable[..., Path]


@pytest.fixture
def folder(write: Write) -> Path:
    return write("talk/PITCHME.md", "# Hello")


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    root = tmp_path_factory.mktemp("talk")
    (root / "PITCHME.md").write_text("# Hello")
    return serve_module(root)


def test_the_token_lets_a_device_in(serve: Serve, folder: Path) -> None:
    server = serve(folder, "--token", "open sesame ünïcode")
    with server.client() as client:
        assert client.get("/talk/-/present").status_code == 403
        answer = client.post("/-/login", json={"token": "open sesame ünïcode"})
        assert (answer.status_code, answer.content) == (204, b"")
        assert client.get("/talk/-/present").status_code == 200


def test_the_cookie_is_for_this_server_alone_and_out_of_reach_of_scripts(serve: Serve, folder: Path) -> None:
    server = serve(folder, "--base", "/talks")
    answer = httpx.post(f"{server.url}/-/login", json={"token": server.token})
    cookie = answer.headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/talks"} <= {part.strip() for part in cookie.split(";")}
    assert server.token not in cookie
    assert "secure" not in cookie


def test_behind_https_the_cookie_never_travels_in_the_clear(serve: Serve, folder: Path) -> None:
    server = serve(folder)
    answer = httpx.post(f"{server.url}/-/login", json={"token": server.token}, headers={"x-forwarded-proto": "https"})
    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"token": "wrong"}', 403),
        ('{"token": ""}', 403),
        ('{"token": "\\ud800"}', 403),
        ('{"token": null}', 422),
        ('{"token": ["a"]}', 422),
        ("{}", 422),
        ("[]", 422),
        ("", 422),
        ("not json", 422),
        ("[" * 30_000, 422),
        ('{"token": "' + "x" * 70_000 + '"}', 413),
    ],
)
def test_anything_else_does_not(server: Server, body: str, status: int) -> None:
    answer = httpx.post(f"{server.url}/-/login", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers


def test_a_body_that_does_not_say_how_long_it_is_is_counted(server: Server) -> None:
    pieces = (b" " * 1000 for _ in range(100))
    answer = httpx.post(f"{server.url}/-/login", content=pieces, headers={"content-type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_only_json_is_read_since_forms_of_other_sites_cannot_send_it(server: Server, kind: str) -> None:
    content = f'{{"token": "{server.token}"}}'
    answer = httpx.post(f"{server.url}/-/login", content=content, headers={"content-type": kind})
    assert answer.status_code == 415


def test_the_cookie_survives_a_restart(serve: Serve, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("kept") / "talks"
    first = serve(folder, data=data)
    with first.presenter() as client:
        cookies = client.cookies
    first.process.terminate()
    first.process.wait()
    second = serve(folder, data=data)
    assert second.token != first.token
    assert httpx.get(f"{second.url}/talk/-/present", cookies=cookies).status_code == 200
    second.process.terminate()
    second.process.wait()
    third = serve(folder, "--new-token", data=data)
    assert httpx.get(f"{third.url}/talk/-/present", cookies=cookies).status_code == 403


def test_two_servers_of_one_machine_do_not_share_cookies(serve: Serve, folder: Path) -> None:
    first, second = serve(folder), serve(folder)
    with first.presenter() as client:
        assert httpx.get(f"{second.url}/talk/-/present", cookies=client.cookies).status_code == 403


def test_wrong_tokens_are_answered_later_and_later_but_never_later_than_two_seconds() -> None:
    access = Access("right", b"key")
    delays = [access._delay("10.0.0.1", now) for now in range(40)]
    assert delays == sorted(delays)
    assert delays[-1] == 2.0
    assert access._delay("10.0.0.2", 40) == delays[0]


async def right_after_many_wrong() -> bool:
    access = Access("right", b"key")
    for now in range(100):
        access._delay("10.0.0.1", now)
    return await access.is_token("right", "10.0.0.1")


def test_the_right_token_is_never_locked_out() -> None:
    coroutine = right_after_many_wrong()
    with pytest.raises(StopIteration) as done:
        coroutine.send(None)
    assert done.value.value is True, "it was let in without waiting"

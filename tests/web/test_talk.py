"""A talk over the wire: commands, the stream, the long poll, edits, and the end of the process."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import Serve, Server, pitchme

DECK = "# One\n\n---\n\n# Two\n\n---\n\n# Three\n"
Write = Callable[..., Path]


@pytest.fixture
def folder(write: Write) -> Path:
    return write("talk/PITCHME.md", DECK)


@pytest.fixture
def server(serve: Serve, folder: Path) -> Server:
    return serve(folder)


@pytest.fixture(scope="module")
def running(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server with a talk that goes on, for what changes nothing."""
    root = tmp_path_factory.mktemp("decks") / "talk"
    root.mkdir()
    (root / "PITCHME.md").write_text(DECK)
    return serve_module(root, "--live")


@pytest.fixture
def speaker(server: Server) -> Iterator[httpx.Client]:
    with server.presenter() as client:
        yield client


def press(client: httpx.Client, command: str, **more: object) -> httpx.Response:
    return client.post("/talk/-/talk", json={"command": command, **more})


def events(answer: httpx.Response) -> Iterator[tuple[str, Any]]:
    """Name and data of each event of a stream; the default event is called ``record``."""
    name = "record"
    for line in answer.iter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)
        elif not line:
            name = "record"


def test_every_press_reaches_every_stream(server: Server, speaker: httpx.Client) -> None:
    with server.client() as viewer, viewer.stream("GET", "/talk/-/stream") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        assert "content-encoding" not in answer.headers
        received = (data for name, data in events(answer) if name == "record")
        assert next(received)["mode"] == "off"
        assert press(speaker, "start").status_code == 200
        assert next(received)["mode"] == "live"
        for slide in ("two", "three"):
            sent = press(speaker, "next").json()
            got = next(received)
            assert got["slide"] == sent["slide"] == slide
            assert (got["epoch"], got["rev"]) == (sent["epoch"], sent["rev"])


def test_the_audience_page_opens_where_the_talk_is(server: Server, speaker: httpx.Client) -> None:
    press(speaker, "start")
    press(speaker, "next")
    page = httpx.get(f"{server.url}/talk/").text
    sections = [line for line in page.splitlines() if "<section" in line]
    assert ['id="two"' in line for line in sections if "present" in line.partition("layout")[0]] == [True]


def test_a_long_poll_answers_when_the_record_is_another_one(server: Server, speaker: httpx.Client) -> None:
    with server.client() as viewer:
        now = viewer.get("/talk/-/state").json()
        have = f"{now['epoch']}.{now['rev']}"
        assert viewer.get("/talk/-/state", params={"have": have, "wait": 0.01}).status_code == 204
        press(speaker, "start")
        answer = viewer.get("/talk/-/state", params={"have": have, "wait": 20})
        assert (answer.status_code, answer.json()["mode"]) == (200, "live")


@pytest.mark.parametrize("query", ["wait=-1", "wait=x"])
def test_a_senseless_wait_is_refused(running: Server, query: str) -> None:
    assert httpx.get(f"{running.url}/talk/-/state?{query}").status_code == 422


def test_a_command_that_came_too_late_gets_the_record_as_it_is(speaker: httpx.Client) -> None:
    begun = press(speaker, "start").json()
    press(speaker, "next")
    late = press(speaker, "next", **{"if": f"{begun['epoch']}.{begun['rev']}"})
    assert (late.status_code, late.json()["slide"], late.json()["reason"]) == (409, "two", "stale")


@pytest.mark.parametrize(
    "body", [[], "next", {}, {"command": "explode"}, {"command": "goto"}, {"command": "goto", "slide": "none"}]
)
def test_a_command_that_is_not_understood_says_what_is_wrong(running: Server, body: object) -> None:
    with running.presenter() as speaker:
        answer = speaker.post("/talk/-/talk", json=body)
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_only_the_presenter_gets_the_code_and_the_own_place(server: Server, speaker: httpx.Client) -> None:
    assert {"code", "presenter"} <= press(speaker, "start").json().keys()
    for path in ("/talk/-/state", "/talk/"):
        assert (
            "presenter" not in httpx.get(server.url + path).text.partition('id="record"')[2].partition("</script>")[0]
        )
    assert not {"code", "presenter"} & httpx.get(f"{server.url}/talk/-/state").json().keys()


def test_an_edit_reaches_the_page_as_the_sections_that_changed(server: Server, folder: Path) -> None:
    with server.client() as viewer, viewer.stream("GET", "/talk/-/stream") as answer:
        received = events(answer)
        before = next(data for name, data in received if name == "record")["deck"]
        (folder / "talk/PITCHME.md").write_text(DECK.replace("# Two", "# Two\n\nand more"))
        edit = next(data for name, data in received if name == "reload")
        assert edit["from"] == before
        assert edit["slides"].keys() == {"two"}
        assert "and more" in edit["slides"]["two"]
        fresh = viewer.get("/talk/-/slides/two").text
        assert fresh == edit["slides"]["two"]


def test_faults_are_told_to_authors_alone(server: Server, speaker: httpx.Client, folder: Path) -> None:
    with (
        server.client() as viewer,
        viewer.stream("GET", "/talk/-/stream") as public,
        speaker.stream("GET", "/talk/-/stream") as own,
    ):
        seen, told = events(public), events(own)
        next(seen), next(told)
        (folder / "talk/PITCHME.md").write_text("# One\n\n![](missing.png)\n")
        items = next(data for name, data in told if name == "diagnostics")["items"]
        assert [(item["code"], item["line"]) for item in items] == [("missing-image", 3)]
        names = []
        for name, _ in seen:
            names.append(name)
            if name == "record":
                break
        assert "diagnostics" not in names
    assert "missing-image" not in httpx.get(f"{server.url}/talk/").text
    assert "missing-image" in speaker.get("/talk/").text


def test_a_talk_goes_on_after_a_restart(serve: Serve, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("kept") / "talks"
    first = serve(folder, "--live", data=data)
    with first.presenter() as client:
        before = press(client, "next").json()
    first.process.terminate()
    first.process.wait()
    after = httpx.get(f"{serve(folder, data=data).url}/talk/-/state").json()
    assert {key: after[key] for key in ("epoch", "rev", "slide", "mode")} == {
        key: before[key] for key in ("epoch", "rev", "slide", "mode")
    }


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_at_once_with_thirty_open_streams(server: Server, number: int) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    request = f"GET /talk/-/stream HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    viewers = [socket.create_connection((host, int(port)), timeout=20) for _ in range(30)]
    for viewer in viewers:
        viewer.sendall(request)
    for viewer in viewers:
        received = b""
        while b"data: " not in received:
            received += viewer.recv(4096)
    server.process.send_signal(number)
    for viewer in viewers:
        rest = b""
        while piece := viewer.recv(4096):
            rest += piece
        assert b"event: bye" in rest
        assert rest.endswith(b"0\r\n\r\n"), "the stream was ended, not cut off"
        viewer.close()
    assert server.process.wait(10) == 0
    assert server.errors.read_text() == ""


def test_numbers_tell_the_operator_what_goes_on(server: Server, speaker: httpx.Client) -> None:
    press(speaker, "start")
    lines = httpx.get(f"{server.url}/-/metrics").text.splitlines()
    assert {"pitchme_decks 1", "pitchme_talks 1", 'pitchme_viewers{deck="talk"} 0'} <= set(lines)


def test_a_second_server_of_the_same_decks_runs_beside_the_first(
    serve: Serve, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    state = {"XDG_STATE_HOME": str(tmp_path_factory.mktemp("state")), "HOME": str(tmp_path_factory.mktemp("home"))}
    servers = [serve(folder, data=None, env=state) for _ in range(2)]
    assert [httpx.get(f"{server.url}/-/readyz").status_code for server in servers] == [200, 200]


def test_one_data_folder_is_for_one_server(server: Server, folder: Path) -> None:
    data = server.errors.with_name("data")
    second = pitchme("serve", str(folder), "--port", "0", "--data", str(data))
    assert (second.returncode, len(second.stderr.splitlines())) == (2, 1)
    assert "--data" in second.stderr

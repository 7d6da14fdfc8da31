"""What a person types and reads."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from app.settings import Settings, prefix
from tests.conftest import Serve, pitchme

HELP = pitchme("serve", "--help").stdout
Write = Callable[..., Path]


def test_the_version_is_told() -> None:
    assert pitchme("--version").stdout.startswith("pitchme 0.")


@pytest.mark.parametrize("flag", sorted(Settings.__dataclass_fields__.keys() - {"path"}))
def test_every_setting_is_a_flag_that_help_explains(flag: str) -> None:
    assert f"--{flag.replace('_', '-')}" in HELP


@pytest.mark.parametrize("command", [["serve"], []])
def test_a_path_alone_is_served(write: Write, command: list[str]) -> None:
    result = pitchme(*command, "nothing-here", "--port", "0")
    assert (result.returncode, result.stderr) == (2, "pitchme: nothing-here: there is no such file or folder\n")


def one_line(stderr: str) -> str:
    """The only line of an error message."""
    (line,) = stderr.splitlines()
    assert line.startswith("pitchme: ")
    return line


def test_a_port_that_is_taken_is_one_clear_line(write: Write) -> None:
    folder = write("talk/PITCHME.md", "# Hello")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = pitchme("serve", str(folder), "--port", str(port))
    assert result.returncode == 2
    assert f"Port {port} on 127.0.0.1 is taken" in one_line(result.stderr)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("PITCHME.md", b"\xff\xfe\x00#\x00 ", "UTF-8"),
        ("PITCHME.md", b"# Caf\xe9\n", "UTF-8"),
        ("talk.txt", b"# Hello", "not a deck"),
    ],
)
def test_a_file_that_is_no_deck_is_one_clear_line(write: Write, name: str, content: bytes, said: str) -> None:
    file = write(name, content) / name
    for command in (["serve", str(file), "--port", "0"], ["export", str(file), "--to", "json"]):
        result = pitchme(*command)
        assert (result.returncode, result.stdout) == (2, "")
        assert said in one_line(result.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--host", "256.1.1.1"],
        ["--host", "no.such.host.invalid"],
        ["--base", "/../x"],
        ["--trust", "proxy"],
        ["--live", "--port", "0"],
    ],
)
def test_a_flag_that_cannot_be_meant_is_one_clear_line(write: Write, arguments: list[str]) -> None:
    write("a/PITCHME.md", "# A")
    folder = write("b/PITCHME.md", "# B")
    result = pitchme("serve", str(folder), "--port", "0", *arguments)
    assert result.returncode == 2
    one_line(result.stderr)


@pytest.mark.parametrize(
    "arguments", [["--port", "70000"], ["--nothing"], ["check", "--format", "xml"], ["export", "x"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = pitchme(*arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_serve_prints_the_library_the_decks_and_the_way_in(serve: Serve, write: Write) -> None:
    write("a/PITCHME.md", "# A")
    server = serve(write("b/PITCHME.md", "# B"), "--base", "/talks", "--token", "s&cret/é")
    lines = server.output.splitlines()
    assert server.url.endswith("/talks")
    assert [line.split()[1] for line in lines] == [
        f"{server.url}/",
        f"{server.url}/a/",
        f"{server.url}/b/",
        f"{server.url}/-/login#s%26cret%2F%C3%A9",
    ]


def test_a_server_for_the_network_answers_under_this_machines_addresses(serve: Serve, write: Write) -> None:
    server = serve(write("a/PITCHME.md", "# A"), "--host", "0.0.0.0")
    port = server.url.rpartition(":")[2]
    assert httpx.get(f"http://127.0.0.1:{port}/-/healthz").status_code == 200
    assert httpx.get(f"http://127.0.0.1:{port}/a/-/present").status_code == 403


def test_flags_win_over_the_environment_which_wins_over_the_file(serve: Serve, write: Write, tmp_path: Path) -> None:
    folder = write("decks/a/PITCHME.md", "# A\n\nNote:\nsecret\n") / "decks"
    write("work/pitchme.toml", 'base = "/file"\ntoken = "file"\npublish-notes = true\nallow-host = ["a.example"]\n')
    env = {"PITCHME_TOKEN": "environment", "PITCHME_BASE": "/environment"}
    server = serve(folder, "--base", "/flag", work=tmp_path / "work", env=env)
    assert server.url.endswith("/flag")
    assert server.token == "environment"
    assert "secret" in httpx.get(f"{server.url}/a/-/handout").text
    assert httpx.get(f"{server.url}/-/healthz", headers={"host": "a.example"}).status_code == 200
    assert httpx.get(f"{server.url}/-/healthz", headers={"host": "b.example"}).status_code == 421


@pytest.mark.parametrize(("text", "said"), [("prot = 1", "prot"), ("port = ", "pitchme.toml"), ("port = 'x'", "port")])
def test_a_settings_file_that_is_wrong_says_where(write: Write, text: str, said: str) -> None:
    folder = write("pitchme.toml", text)
    result = pitchme("serve", str(folder), cwd=folder)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("given", "base"), [("", ""), ("/", ""), ("talks", "/talks"), ("/a//b/", "/a/b")])
def test_a_prefix_is_written_as_pages_need_it(given: str, base: str) -> None:
    assert prefix(given) == base


def test_export_writes_the_deck_as_data(write: Write) -> None:
    folder = write("PITCHME.md", "# Hello\n\nNote:\nsaid\n")
    printed = pitchme("export", str(folder), "--to", "json")
    pitchme("export", str(folder), "--to", "json", "-o", str(folder / "out.json"))
    document = json.loads(printed.stdout)
    assert json.loads((folder / "out.json").read_text()) == document
    assert (document["format"], document["slides"][0]["notes"].strip()) == (1, "said")


def test_export_wants_one_deck_and_a_place_to_write(write: Write) -> None:
    write("a/PITCHME.md", "# A")
    folder = write("b/PITCHME.md", "# B")
    many = pitchme("export", str(folder), "--to", "json")
    assert (many.returncode, "2 decks" in one_line(many.stderr)) == (2, True)
    nowhere = pitchme("export", str(folder / "a"), "--to", "json", "-o", str(folder / "none" / "out.json"))
    assert (nowhere.returncode, "cannot be written" in one_line(nowhere.stderr)) == (2, True)

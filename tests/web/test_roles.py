"""Every route, and what each role gets from it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from starlette.routing import Route

from app.web import live, operations, pages, presenter, static
from tests.conftest import Serve, Server

DECK = "# Hello\n\nWorld\n\nNote:\nTell a joke.\n\n---\n\n## Next\n"

# What the audience and the presenter get. A route that is not in the table fails the last test of this file.
ROUTES = {
    ("GET", "/"): (200, 200),
    ("GET", "/{address:path}"): (200, 200),
    ("GET", "/{deck_id:path}/-/handout"): (200, 200),
    ("GET", "/{deck_id:path}/-/print"): (200, 200),
    ("GET", "/{deck_id:path}/-/slides/{slide_id}"): (200, 200),
    ("GET", "/{deck_id:path}/-/stream"): (200, 200),
    ("GET", "/{deck_id:path}/-/state"): (200, 200),
    ("GET", "/{deck_id:path}/-/present"): (403, 200),
    ("GET", "/{deck_id:path}/-/deck.json"): (403, 200),
    ("POST", "/{deck_id:path}/-/talk"): (403, 200),
    ("GET", "/-/login"): (200, 200),
    ("POST", "/-/login"): (422, 422),
    ("GET", "/{deck_id:path}/-/fonts.css"): (200, 200),
    ("GET", "/-/healthz"): (200, 200),
    ("GET", "/-/readyz"): (200, 200),
    ("GET", "/-/metrics"): (200, 200),
    ("GET", "/-/static/{digest}/{name:path}"): (200, 200),
}
VALUES = {"{address:path}": "talk/", "{deck_id:path}": "talk", "{digest}": "any", "{name:path}": "css/tokens.css"}


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("decks")
    for name in ("talk", "other"):
        (folder / name).mkdir()
        (folder / name / "PITCHME.md").write_text(DECK)
    return serve_module(folder)


@pytest.fixture(scope="module")
def audience(server: Server) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="module")
def speaker(server: Server) -> Iterator[httpx.Client]:
    with server.presenter() as client:
        yield client


def first_slide(client: httpx.Client) -> str:
    return str(client.get("/talk/-/state").json()["slide"])


def status(client: httpx.Client, method: str, route: str) -> int:
    path = route.replace("{slide_id}", first_slide(client))
    for name, value in VALUES.items():
        path = path.replace(name, value)
    body = {"json": {"command": "start"}} if method == "POST" else {}
    with client.stream(method, path, **body) as answer:  # type: ignore[arg-type]
        return answer.status_code


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_a_role_gets_what_the_table_says(
    audience: httpx.Client, speaker: httpx.Client, method: str, route: str
) -> None:
    assert (status(audience, method, route), status(speaker, method, route)) == ROUTES[method, route]


@pytest.mark.parametrize(
    "route", [route for method, route in ROUTES if method == "GET" and not route.endswith(("/stream", "/state"))]
)
def test_head_answers_as_get_does(audience: httpx.Client, route: str) -> None:
    assert status(audience, "HEAD", route) == status(audience, "GET", route)


def test_no_route_is_missing_in_the_table() -> None:
    there = {
        (method, route.path)
        for module in (static, operations, live, presenter, pages)
        for route in module.router.routes
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }
    assert there == set(ROUTES)


@pytest.mark.parametrize("cookie", ["", "x", "InByZXNlbnRlciI.AAAA", "ImEi", "null", "a.b.c"])
def test_a_cookie_that_we_did_not_sign_is_audience(server: Server, speaker: httpx.Client, cookie: str) -> None:
    name = next(iter(speaker.cookies))
    answer = httpx.get(f"{server.url}/talk/-/present", headers={"cookie": f"{name}={cookie}"})
    assert answer.status_code == 403


def test_the_console_is_closed_whether_or_not_there_is_such_a_deck(audience: httpx.Client) -> None:
    assert audience.get("/nothing/-/present").status_code == audience.get("/talk/-/present").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/-/",
        "/-/x",
        "/-/static/",
        "/-/static/any/nothing.css",
        "/-/login/x",
        "/talk/-/",
        "/talk/-/x",
        "/talk/-/present/x",
    ],
)
def test_unknown_addresses_of_the_server_are_not_found(speaker: httpx.Client, path: str) -> None:
    assert speaker.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/redoc"])
def test_the_framework_shows_no_pages_of_its_own(audience: httpx.Client, path: str) -> None:
    assert audience.get(path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/talk/", "/talk/-/talk", "/-/login"])
def test_other_methods_are_refused(speaker: httpx.Client, method: str, path: str) -> None:
    assert speaker.request(method, path).status_code == 405


def test_a_page_that_is_not_found_names_decks_that_are_near(audience: httpx.Client) -> None:
    answer = audience.get("/tolk/", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert '<a href="/talk/">' in answer.text
    assert '<a href="/other/">' not in answer.text


def test_scripts_get_problems_as_json(audience: httpx.Client) -> None:
    answer = audience.get("/talk/-/deck.json", headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json()["title"] == "Only for the presenter"


def test_an_address_without_its_last_slash_leads_to_the_deck(audience: httpx.Client) -> None:
    answer = audience.get("/talk?view=projector")
    assert (answer.status_code, answer.headers["location"]) == (307, "/talk/?view=projector")

"""Pages for what did not work say what, where and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.conftest import Serve, Server


@pytest.fixture(scope="module")
def server(serve_module: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder: Path = tmp_path_factory.mktemp("talks")
    for name in ("containers", "postgres"):
        (folder / name).mkdir()
        (folder / name / "PITCHME.md").write_text(f"# {name}")
    return serve_module(folder)


def test_an_address_that_is_not_there_names_what_may_be_meant(page: Page, server: Server) -> None:
    answer = page.goto(f"{server.url}/contaners/")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here")
    page.get_by_role("main").get_by_role("link", name="containers").click()
    expect(page).to_have_url(f"{server.url}/containers/")


def test_a_page_for_the_presenter_tells_how_to_get_in(page: Page, server: Server) -> None:
    answer = page.goto(f"{server.url}/containers/-/present")
    assert answer
    assert answer.status == 403
    expect(page.locator("code", has_text="pitchme serve")).to_be_visible()


@pytest.mark.parametrize("address", ["/nothing-like-it", "/containers/-/present"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, server: Server, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(server.url + address)
    expect(page.locator("body")).to_have_attribute("data-page", "problem")
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()

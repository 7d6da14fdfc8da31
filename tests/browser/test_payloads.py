"""A deck of hostile texts in a real browser: nothing of it runs, asks another host, or needs the policy to stop it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.conftest import Serve
from tests.deck import payloads

TRAP = """
window.ran = [];
window.trap = () => { window.ran.push(location.href); };
addEventListener("securitypolicyviolation", (event) => {
    window.ran.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
# What a curious viewer does to everything on the slides, those of a handout in their shadow roots too.
TOUCH = """() => {
    const roots = [document];
    let sections = 0;
    for (const root of roots) {
        sections += root.querySelectorAll("section[data-h]").length;
        for (const element of root.querySelectorAll("*")) {
            if (element.shadowRoot) {
                roots.push(element.shadowRoot);
            }
            if (!element.closest(".slides, .backgrounds")) {
                continue;
            }
            for (const kind of ["mouseover", "focus", "toggle", "animationstart", "load", "error"]) {
                element.dispatchEvent(new Event(kind));
            }
            if (!element.closest("a[href^='http']")) {
                element.dispatchEvent(new MouseEvent("click", { cancelable: true }));
            }
        }
    }
    return sections;
}"""


@pytest.mark.parametrize("view", ["", "-/print", "-/handout"])
@pytest.mark.parametrize("flags", [(), ("--untrusted",), ("--embed", "www.youtube.com")], ids=" ".join)
def test_nothing_of_a_hostile_deck_runs(
    context: BrowserContext, serve: Serve, write: Callable[..., Path], flags: tuple[str, ...], view: str
) -> None:
    folder = write("PITCHME.md", payloads.deck())
    write(
        "PITCHME.yaml", "title: </title><script>trap()</script>\nfootnote: <img src=x onerror=trap()>\nmathjax: true\n"
    )
    write("PITCHME.css", "</style><script>trap()</script> h1 { color: red }")
    server = serve(folder, *flags)
    asked: list[str] = []
    dialogs: list[str] = []
    said: list[str] = []
    context.add_init_script(TRAP)
    page = context.new_page()
    # Pictures and videos of other hosts are an author's right, unless the deck is another's.
    free = () if "--untrusted" in flags else ("image", "media")
    page.on("request", lambda request: asked.append(request.url) if request.resource_type not in free else None)
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server.url}/{folder.name}/{view}")
    page.wait_for_load_state("load")
    sections = page.evaluate(TOUCH)
    assert sections == 1 + 2 * (len(payloads.PAYLOADS) + len(payloads.DELIMITERS))
    if not view:  # every slide is shown once, so that what loads late has its chance
        for _ in range(sections):
            page.keyboard.press("PageDown")
    assert page.evaluate("window.ran") == []
    assert dialogs == []
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []
    assert [text for text in said if "policy" in text.lower()] == []

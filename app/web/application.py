"""The program that answers requests: routes by who uses them, problems as pages, the guard in front."""

from __future__ import annotations

from difflib import get_close_matches

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from app.web import live, operations, pages, policy, presenter, static
from app.web.guard import Guard
from app.web.problems import Place, Problem
from app.web.site import Site


def application(site: Site) -> Guard:
    """All that the server answers."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False},
        exception_handlers={Problem: problem, HTTPException: refusal, 500: failure},
    )
    app.state.site = site
    for module in (static, operations, live, presenter, pages):
        app.include_router(module.router)
    # Level 5 costs much less than 9 and gives nearly the same; streams and pictures are left as they are.
    return Guard(GZipMiddleware(app, compresslevel=5), site.settings)


async def problem(request: Request, error: Exception) -> Response:
    """A problem: a page where people look, JSON where scripts ask."""
    assert isinstance(error, Problem)
    site: Site = request.app.state.site
    if request.method == "POST" or "text/html" not in request.headers.get("accept", ""):
        body = {"status": error.status, "title": error.title, "message": error.text}
        return JSONResponse(body, error.status, {"cache-control": "no-store"})
    base = request.scope["root_path"]
    return pages.page(
        request,
        site,
        "problem",
        csp=policy.plain(),
        device=None,
        status=error.status,
        title=error.title,
        message=error.text,
        near=near(site, base, request.url.path.removeprefix(base)) if error.status == 404 else (),
        action=Place(f"{base}/", "All decks"),
    )


def near(site: Site, base: str, path: str) -> list[Place]:
    """Decks that an address may have meant, the nearest first."""
    asked = path.strip("/").partition("/-/")[0].lower()
    ids = get_close_matches(asked, list(site.library.decks), n=3, cutoff=0.5)
    return [Place(f"{base}/{deck_id}/", site.library.decks[deck_id].title) for deck_id in ids]


async def refusal(request: Request, error: Exception) -> Response:
    """What the framework itself refuses, such as a method."""
    assert isinstance(error, HTTPException)
    return await problem(request, Problem(error.status_code))


async def failure(request: Request, _: Exception) -> Response:
    """An error of ours: the log has it, the answer does not."""
    return await problem(request, Problem(500))

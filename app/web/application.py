"""The program that answers requests: routes by who uses them, problems as pages, the guard in front."""

from __future__ import annotations

from difflib import get_close_matches

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

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
    return Guard(Compress(app), site.settings)


class Compress:
    """Compress pages. Streams stay as they are: everybody is sent the same bytes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressed = CompressMiddleware(app, brotli_quality=4, zstd_level=4, gzip_level=4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app if scope["path"].endswith("/-/stream") else self.compressed
        await app(scope, receive, send)


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

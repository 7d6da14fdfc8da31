"""The program that answers requests: routes by who uses them, errors as pages, the guard in front."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from app.web import live, operations, pages, policy, presenter, static
from app.web.guard import Guard
from app.web.problems import Problem
from app.web.site import Site


def application(site: Site) -> ASGIApp:
    """All that the server answers."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False},
        exception_handlers={Problem: problem, HTTPException: http_problem, 500: broken},
    )
    app.state.site = site
    for module in (static, operations, live, presenter, pages):
        app.include_router(module.router)
    return Guard(Compress(app), site.settings)


class Compress:
    """Compress pages; streams stay as they are, since their events are sent as the same bytes to everyone."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressed = CompressMiddleware(app, brotli_quality=4, zstd_level=4, gzip_level=4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._plain if scope["path"].endswith("/-/stream") else self._compressed
        await app(scope, receive, send)


async def problem(request: Request, error: Exception) -> Response:
    """A problem as a page for people, as JSON for scripts."""
    assert isinstance(error, Problem)
    if request.method == "POST" or "text/html" not in request.headers.get("accept", "text/html"):
        return JSONResponse(
            {"status": error.status, "title": error.title, "message": error.text},
            error.status,
            {"cache-control": "no-store"},
        )
    return pages.page(
        request,
        request.app.state.site,
        "problem",
        csp=policy.plain(),
        presenter=False,
        status=error.status,
        title=error.title,
        message=error.text,
        action=error.action,
    )


async def http_problem(request: Request, error: Exception) -> Response:
    """What the framework itself refuses (405, …)."""
    assert isinstance(error, HTTPException)
    return await problem(request, Problem(error.status_code))


async def broken(request: Request, error: Exception) -> Response:
    """An error of ours: the log has it, the answer does not."""
    return await problem(request, Problem(500))

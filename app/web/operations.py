"""For whoever runs the server: does it live, can it answer, what does it do."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

READ = ["GET", "HEAD"]
router = APIRouter()


@router.api_route("/-/healthz", methods=READ)
async def healthz() -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n")

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Put = Callable[..., Path]
collect_ignore = [] if sys.platform == "linux" else ["test_inotify.py"]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write files below a folder named "talks": put({"a/PITCHME.md": "# A"}) gives the folder."""
    root = tmp_path / "talks"
    root.mkdir()

    def write(files: dict[str, str | bytes] | None = None) -> Path:
        for name, content in (files or {}).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.live.talks import Talks


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Talks]:
    kept = Talks(tmp_path / "data")
    yield kept
    kept.close()

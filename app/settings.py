"""What the operator decided: flags over PITCHME_<FLAG> over pitchme.toml over defaults (product.md, "Command line")."""

from __future__ import annotations

import hashlib
import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from app.deck.errors import PitchMeError

FILE = "pitchme.toml"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be decided about a server. Read at its start, never changed."""

    path: Path = Path("slides")
    host: str = "127.0.0.1"
    port: int = 8000
    open: bool = False
    watch: bool = True
    poll: bool = False
    token: str = ""
    new_token: bool = False
    live: bool = False
    data: Path | None = None
    base: str = ""
    publish_notes: bool | None = None
    untrusted: bool = False
    embed: frozenset[str] = frozenset()
    allow_host: frozenset[str] = frozenset()
    trust: frozenset[str] = frozenset({"127.0.0.1", "::1"})

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK


def state_folder(path: Path) -> Path:
    """Where talks about the decks in ``path`` are kept when nobody says --data: one folder for each served path."""
    if sys.platform == "darwin":
        state = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        state = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    return state / "pitchme" / name


def prefix(base: str) -> str:
    """A path prefix as pages use it: "" or "/talks"; raises PitchMeError for anything that is no path."""
    parts = [part for part in base.split("/") if part]
    allowed = "-_.~"
    if any(part in {".", ".."} or not all(c.isalnum() or c in allowed for c in part) for part in parts):
        raise PitchMeError(f"--base {base}: write a path such as /talks")
    return "".join(f"/{part}" for part in parts)


def read_file(folder: Path) -> Mapping[str, object]:
    """The settings in ``folder``/pitchme.toml, empty where there is none; raises PitchMeError with the reason."""
    path = folder / FILE
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PitchMeError(f"{FILE}: cannot be read: {error}") from None
    known = {entry.name for entry in fields(Settings)}
    settings = {key.replace("-", "_"): value for key, value in found.items()}
    for key in settings:
        if key not in known:
            raise PitchMeError(f"{FILE}: no setting `{key}` (known: {', '.join(sorted(known))})")
    return settings

"""Fonts that come in packages of their own and are served beside the static files."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path

# The name below ``static/`` → package and file in it. STIX Two Math is under the SIL Open Font License 1.1.
_FONTS = {"fonts/stix-two-math.ttf": ("ziamath", "fonts/STIXTwoMath-Regular.ttf")}


def font_files() -> Mapping[str, Path]:
    """The fonts that are installed, by the name under which pages ask for them; found without importing anything."""
    found = {}
    for name, (package, inside) in _FONTS.items():
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (path := Path(folder) / inside).is_file():
                found[name] = path
    return found

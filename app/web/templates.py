"""Pages from templates: values go in, text comes out."""

from __future__ import annotations

from pathlib import Path

import jinja2

from app import __version__
from app.web.static import Static


class Templates:
    """The folder of templates; ``reload`` looks for changed files at each use (while templates are worked on)."""

    def __init__(self, folder: Path, static: Static, *, reload: bool) -> None:
        self._static = static
        self._reload = reload and static.ours
        self._jinja = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            auto_reload=reload,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.globals["version"] = __version__

    def render(self, name: str, *, base: str, role: str, **values: object) -> str:
        """The page ``name``.html. ``base`` is the prefix of all addresses, ``role`` who it is for."""
        template = self._jinja.get_template(f"{name}.html")
        static = self._static
        if self._reload:
            static.refresh()
        shown = "console" if name == "presenter" else name
        return template.render(
            base=base, role=role, page=shown, static=lambda *names: static.href(base, *names), **values
        )

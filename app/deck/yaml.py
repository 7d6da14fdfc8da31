"""A small, safe YAML: scalars as YAML 1.2 reads them, no anchors, aliases and tags, bounded in size and depth."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

LARGEST = 16 * 1024
DEEPEST = 8


class YamlError(ValueError):
    """What is wrong and where (1-based)."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


class _Loader(yaml.CSafeLoader):
    """The C loader with YAML 1.2's core scalars: ``no`` is a word, ``12:30`` a time of day, ``0123`` as written."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as the base class has it


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+", "-+.0123456789"),
):
    for _letter in _first:
        _Loader.yaml_implicit_resolvers.setdefault(_letter.replace("\0", ""), []).append(
            (f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})\\Z"))
        )


@lru_cache(maxsize=64)
def read_mapping(text: str) -> dict[str, tuple[Any, int]]:
    """Each key of a YAML mapping with its value and its line (1-based); an empty text is an empty mapping.

    Values are strings, numbers, booleans, None, and lists and mappings of these. Raises ``YamlError``.
    The answer is shared: do not change it.
    """
    if len(text) > LARGEST:
        raise YamlError(f"larger than {LARGEST // 1024} KB; settings are small, move the rest to the slides")
    try:
        _refuse_what_is_unsafe(text)
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            raise YamlError("not a list of `key: value` lines", *_place(node.start_mark))
        values = _values(text)
    except yaml.YAMLError as error:
        raise _told(error) from error
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
    return {str(key): (value, lines.get(str(key), 1)) for key, value in values.items()}


def _values(text: str) -> dict[Any, Any]:
    try:
        loaded = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except (ValueError, TypeError, RecursionError) as error:  # numbers of a million digits, keys that are lists
        raise YamlError("a value that cannot be read") from error
    return loaded if isinstance(loaded, dict) else {}


def _refuse_what_is_unsafe(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError("anchors and aliases (`&`, `*`) are not allowed; quote the text", *_place(event.start_mark))
        if getattr(event, "tag", None):
            raise YamlError("tags (`!`) are not allowed; quote the text", *_place(event.start_mark))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlError(f"nested deeper than {DEEPEST} levels", *_place(event.start_mark))


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _told(error: yaml.YAMLError) -> YamlError:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return YamlError(f"{problem}; quote values that hold `:`, `#`, `@`, `[` or quotes", *_place(mark))

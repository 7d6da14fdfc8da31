"""What is known of hosts that decks embed: which address of theirs can stand in a frame, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_VIDEO = re.compile(r"[\w-]{11}\Z")
_NUMBER = re.compile(r"\d{5,20}\Z")
_SECONDS = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?\Z")
_YOUTUBE = frozenset({"youtube.com", "youtu.be", "youtube-nocookie.com"})
_VIMEO = frozenset({"vimeo.com"})
_TWITTER = frozenset({"twitter.com", "x.com"})
# Where frames of these hosts really lie.
_FRAMES = {
    **dict.fromkeys(_YOUTUBE, "www.youtube-nocookie.com"),
    **dict.fromkeys(_VIMEO, "player.vimeo.com"),
    **dict.fromkeys(_TWITTER, "platform.twitter.com"),
}
_NAMES = {
    **dict.fromkeys(_YOUTUBE, "Video on YouTube"),
    **dict.fromkeys(_VIMEO, "Video on Vimeo"),
    **dict.fromkeys(_TWITTER, "Post on X"),
    "gist.github.com": "Gist on GitHub",
    "github.com": "GitHub",
    "docs.google.com": "Google Docs",
    "asciinema.org": "Terminal recording",
    "codepen.io": "CodePen",
}


@dataclass(frozen=True, slots=True)
class Player:
    """An address to embed: ``frame`` is what a frame loads, ``page`` what a person opens, ``name`` what it is."""

    frame: str
    page: str
    name: str = ""
    kind: str = ""


def host_of(address: str) -> str:
    """The host of an address, in lower case; empty where there is none."""
    try:
        return (urlsplit(address.strip()).hostname or "").lower()
    except ValueError:
        return ""


def _bare(host: str) -> str:
    for start in ("www.", "m.", "mobile.", "player."):
        host = host.removeprefix(start)
    return host


def player(address: str) -> Player:
    """What an address is; one that is not known stands for itself."""
    address = address.strip()
    host = _bare(host_of(address))
    try:
        parts = urlsplit(address if "//" in address else f"https://{address}")
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return Player(address, address)
    steps = [step for step in parts.path.split("/") if step]
    found = None
    if host in _YOUTUBE:
        found = _youtube(steps, query)
    elif host in _VIMEO and (number := next((step for step in reversed(steps) if _NUMBER.match(step)), "")):
        found = Player(f"https://player.vimeo.com/video/{number}", f"https://vimeo.com/{number}", kind="video")
    elif host in _TWITTER and "status" in steps[:-1] and _NUMBER.match(steps[steps.index("status") + 1]):
        number = steps[steps.index("status") + 1]
        found = Player(f"https://platform.twitter.com/embed/Tweet.html?id={number}&dnt=true", address, kind="post")
    made = found or Player(address, address)
    return Player(made.frame, made.page, _NAMES.get(host, ""), made.kind)


def _youtube(steps: list[str], query: dict[str, list[str]]) -> Player | None:
    video = (query.get("v") or [steps[-1] if steps else ""])[0]
    if not _VIDEO.match(video):
        return None
    start = _seconds((query.get("start") or query.get("t") or [""])[0])
    frame, page = f"https://www.youtube-nocookie.com/embed/{video}", f"https://www.youtube.com/watch?v={video}"
    return Player(frame + (f"?start={start}" if start else ""), page + (f"&t={start}s" if start else ""), kind="video")


def _seconds(text: str) -> int:
    match = _SECONDS.match(text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return 3600 * hours + 60 * minutes + seconds


def named(name: str, word: str) -> str | None:
    """The address that ``@youtube[…]`` or ``@vimeo[…]`` means, which may be just the number; None if it is neither."""
    word = word.strip()
    if name == "youtube" and _VIDEO.match(word):
        return f"https://www.youtube.com/watch?v={word}"
    if name == "vimeo" and _NUMBER.match(word):
        return f"https://vimeo.com/{word}"
    if re.match(r"https?://[^\s<>\"]+\Z", word, re.I):
        return word
    return f"https://{word}" if re.match(r"[\w.-]+\.[a-z]{2,}/[^\s<>\"]+\Z", word, re.I) else None


def is_listed(address: str, allowed: Collection[str]) -> bool:
    """Whether the host of an address, or one that it is a sub-domain of, is among the allowed ones."""
    host = host_of(address)
    return bool(host) and any(host == known or host.endswith("." + known) for known in allowed)


def frame_hosts(allowed: Collection[str]) -> list[str]:
    """The hosts that frames may come from, as sources of a policy: the allowed ones, their sub-domains, and where
    frames of the allowed ones really lie."""
    hosts = set(allowed)
    hosts |= {f"*.{host}" for host in allowed if not re.fullmatch(r"[\d.:\[\]]+|localhost(?::\d+)?", host)}
    hosts |= {_FRAMES[_bare(host)] for host in allowed if _bare(host) in _FRAMES}
    return sorted(hosts)

"""Thin stand-ins for the library and the hub until theirs are in the tree."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

from app.deck.model import Deck


class Subscription:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.changed = asyncio.Event()
        self.changed.set()

    def __aiter__(self) -> Subscription:
        return self

    async def __anext__(self) -> bytes:
        await self.changed.wait()
        self.changed.clear()
        if self.room.closed:
            raise StopAsyncIteration
        record = self.room.public()
        return f"id: {record['epoch']}.{record['rev']}\ndata: {json.dumps(record)}\n\n".encode()

    def close(self) -> None:
        self.room.subscriptions.discard(self)


class Room:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.mode, self.slide, self.step = "off", deck.slides[0].id, 0
        self.rev = 1
        self.epoch = f"{time.time_ns():x}"
        self.closed = False
        self.subscriptions: set[Subscription] = set()

    def public(self) -> dict[str, Any]:
        return {
            "epoch": self.epoch,
            "rev": self.rev,
            "deck": self.deck.digest,
            "slide": self.slide,
            "step": self.step,
            "mode": self.mode,
            "viewers": len(self.subscriptions),
            "t": time.time_ns() // 1_000_000,
        }

    def watch(self, role: str) -> Subscription:
        subscription = Subscription(self)
        self.subscriptions.add(subscription)
        return subscription

    def wake(self) -> None:
        self.rev += 1
        for subscription in self.subscriptions:
            subscription.changed.set()

    def command(self, body: Mapping[str, Any]) -> None:
        slides, name = self.deck.slides, body.get("command")
        at = next((i for i, slide in enumerate(slides) if slide.id == self.slide), 0)
        if name == "start":
            self.mode, self.slide, self.step = "live", slides[0].id, 0
        elif name == "next":
            if self.step < slides[at].steps:
                self.step += 1
            elif at + 1 < len(slides):
                self.slide, self.step = slides[at + 1].id, 0
        elif name == "previous":
            if self.step > 0:
                self.step -= 1
            elif at > 0:
                self.slide, self.step = slides[at - 1].id, slides[at - 1].steps
        elif name == "goto":
            self.slide, self.step = str(body.get("slide")), int(body.get("step") or 0)
        elif name in ("freeze", "unfreeze", "black", "unblack", "end"):
            self.mode = {"freeze": "frozen", "black": "black", "end": "ended"}.get(str(name), "live")
        self.wake()


class Hub:
    def __init__(self, library: Any) -> None:
        self.library = library
        self.rooms: dict[str, Room] = {}

    def room(self, deck_id: str) -> Room:
        if deck_id not in self.rooms:
            self.rooms[deck_id] = Room(self.library.decks[deck_id])
        return self.rooms[deck_id]

    def deck_changed(self, change: Any) -> None:
        pass

    def close(self) -> None:
        for room in self.rooms.values():
            room.closed = True
            room.wake()


TEMPLATES = {
    "parts/page.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">{% if deck is defined %}<base href="{{ base }}/{{ deck.id }}/">{% endif %}
{% block head %}{% endblock %}</head><body data-page="{{ page }}">{% block body %}{% endblock %}</body></html>""",
    "audience.html": """<!doctype html><html lang="{{ deck.settings.lang }}"><head><meta charset="utf-8"><base href="{{ base }}/{{ deck.id }}/">
<title>{{ deck.title }}</title>{% for href in stylesheets %}<link rel="stylesheet" href="{{ href }}">{% endfor %}</head>
<body data-page="audience" data-live="{{ record.mode }}"><main class="stage"><div class="backgrounds"></div><div class="reveal theme-{{ deck.settings.theme }}">
<div class="slides">{{ sections }}</div></div></main><script type="application/json" id="record">{{ record|tojson }}</script></body></html>""",
    "library.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ folder }}</title></head><body data-page="library"><ul>
{% for card in cards %}<li><a href="{{ card.href }}">{{ card.title }}</a></li>{% endfor %}</ul></body></html>""",
    "handout.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><base href="{{ base }}/{{ deck.id }}/"><title>{{ deck.title }}</title></head><body data-page="handout">
{% for entry in slides %}<article>{{ entry.section }}{% if entry.notes_html %}<aside>{{ entry.notes_html|safe }}</aside>{% endif %}</article>{% endfor %}</body></html>""",
    "print.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><base href="{{ base }}/{{ deck.id }}/"><title>{{ deck.title }}</title></head><body data-page="print">
{% for entry in slides %}{{ entry.section }}{% endfor %}</body></html>""",
    "presenter.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><base href="{{ base }}/{{ deck.id }}/"><title>{{ deck.title }}</title></head>
<body data-page="console" data-live="{{ record.mode }}"><script type="application/json" id="deck">{{ document|tojson }}</script></body></html>""",
    "login.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>PitchMe</title></head><body data-page="login"></body></html>""",
    "problem.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body data-page="problem"><h1>{{ title }}</h1>
<p>{{ message }}</p>{% if action %}<p><a href="{{ action.href }}">{{ action.label }}</a></p>{% endif %}</body></html>""",
}


def document(deck: Deck) -> dict[str, Any]:
    return {
        "format": 1,
        "id": deck.id,
        "title": deck.title,
        "digest": deck.digest,
        "theme": deck.settings.theme,
        "slides": [
            {
                "id": s.id,
                "h": s.h,
                "v": s.v,
                "title": s.title,
                "source": {"path": s.source.path, "first": s.source.first, "last": s.source.last},
                "params": dict(s.params),
                "steps": s.steps,
                "html": s.html,
                "notes": s.notes,
                "notes_html": s.notes_html,
            }
            for s in deck.slides
        ],
        "diagnostics": [],
    }

"""Thin stand-ins for the library and the hub until theirs are in the tree."""

from __future__ import annotations

from typing import Any

from app.deck.model import Deck

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

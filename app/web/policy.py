"""What a page may load and who may frame it (product.md, "Styles and scripts")."""

from __future__ import annotations

import re
from collections.abc import Collection

from app.deck.audience import AudienceDeck
from app.markdown.player import frame_hosts

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
ORIGIN = re.compile(r"""<(img|video|audio|source)\b[^>]*?\s(?:src|poster)=["']?(https?://[\w.-]+(?::\d+)?)""", re.I)
IN_STYLE = re.compile(r"""url\((?:'|&#x27;)?(https?://[\w.-]+(?::\d+)?)""", re.I)
URL = re.compile(r"https?://[\w.-]+(?::\d+)?", re.I)
MEDIA = {"video", "audio", "source"}


def outside(deck: AudienceDeck) -> tuple[str, str]:
    """The origins that the deck's own pictures and its media name, as they stand in a policy."""
    images: set[str] = set()
    media: set[str] = set()
    for slide in deck.slides:
        for tag, origin in ORIGIN.findall(slide.html):
            (media if tag.lower() in MEDIA else images).add(origin.lower())
        images.update(origin.lower() for origin in IN_STYLE.findall(slide.html))
        for key, value in (*slide.params.items(), *slide.attributes.items()):
            if key == "style":
                images.update(origin.lower() for origin in IN_STYLE.findall(value))
            if "background" in key:
                (media if "video" in key else images).update(origin.lower() for origin in URL.findall(value))
    images |= {origin.lower() for value in deck.settings.background.values() for origin in URL.findall(str(value))}
    images |= {origin.lower() for origin in URL.findall(f"{deck.settings.logo} {deck.settings.favicon}")}
    return "".join(f" {o}" for o in sorted(images)), "".join(f" {o}" for o in sorted(media))


def plain() -> str:
    """For pages that show no slides."""
    return policy(styles="style-src 'self'", ancestors="'none'")


def slides(deck: AudienceDeck, *, embeds: Collection[str], framed: bool = False) -> str:
    """For pages that show slides of ``deck``; ``framed`` lets pages of this server frame it."""
    images, media = outside(deck)
    frames = "".join(f" https://{host}" for host in frame_hosts(embeds))
    return policy(
        styles="style-src-elem 'self'; style-src-attr 'unsafe-inline'",
        ancestors="'self'" if framed else "'none'",
        images=images,
        media=media,
        frames=frames,
    )


def policy(*, styles: str, ancestors: str, images: str = "", media: str = "", frames: str = "") -> str:
    """A whole policy; the additions begin with a blank or are empty."""
    return (
        f"default-src 'none'; script-src 'self'; {styles}; img-src 'self' data: blob:{images}; font-src 'self' data:; "
        f"media-src 'self'{media}; connect-src 'self'; frame-src 'self'{frames}; manifest-src 'self'; "
        f"worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors {ancestors}"
    )

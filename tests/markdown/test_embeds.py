"""Videos, posts and frames of other hosts: a card, or a frame where the operator allows the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.markdown.player import frame_hosts, player

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide

ID = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "text",
    [
        f"@youtube[https://www.youtube.com/watch?v={ID}]",
        f"@youtube[{ID}]",
        f"@youtube[My talk](https://youtu.be/{ID})",
        f"![](https://youtu.be/{ID})",
        f'<iframe src="https://www.youtube.com/embed/{ID}?rel=0&amp;showinfo=0"></iframe>',
    ],
)
def test_a_video_is_a_card_with_its_page_and_a_code_to_scan(slide: Slide, text: str) -> None:
    made = slide(text)
    assert (
        f'<a class="card embed" href="https://www.youtube.com/watch?v={ID}" target="_blank" rel="noopener">'
        in made.html
    )
    assert "Video on YouTube" in made.html
    assert '<svg viewBox="0 0 31 31" class="qr">' in made.html
    assert "<iframe" not in made.html
    assert [found.code for found in made.diagnostics] == ["embed-not-allowed"]


@pytest.mark.parametrize("host", ["youtube.com", "youtu.be", "youtube-nocookie.com"])
def test_a_video_of_an_allowed_host_is_a_frame_that_sets_no_cookies(slide: Slide, host: str) -> None:
    text = f"@youtube[https://www.youtube.com/watch?v={ID}&t=1m5s]"
    if host == "youtu.be":
        text = f"![](https://youtu.be/{ID}?t=65)"
    made = slide(text, embeds=[host])
    assert f'<iframe src="https://www.youtube-nocookie.com/embed/{ID}?start=65" title="Video on YouTube"' in made.html
    assert 'sandbox="allow-scripts allow-same-origin allow-popups allow-forms' in made.html
    assert 'loading="lazy"' in made.html
    assert not made.diagnostics
    assert "www.youtube-nocookie.com" in frame_hosts([host])


def test_a_short_address_of_an_allowed_host_is_its_page(slide: Slide) -> None:
    made = slide(f"@youtube[https://youtu.be/{ID}]", embeds=["youtube.com"])
    assert "<iframe" in made.html
    assert not made.diagnostics


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://player.vimeo.com/video/76979871?h=1", "https://player.vimeo.com/video/76979871"),
        (
            "https://twitter.com/gitpitch/status/1265627223610056707",
            "https://platform.twitter.com/embed/Tweet.html?id=1265627223610056707&dnt=true",
        ),
        ("https://www.youtube.com/watch?v=short", "https://www.youtube.com/watch?v=short"),
        ("https://example.org/a", "https://example.org/a"),
        ("https://twitter.com/status", "https://twitter.com/status"),
        ("https://[bad", "https://[bad"),
    ],
)
def test_frames_lie_where_their_hosts_allow_frames(address: str, frame: str) -> None:
    assert player(address).frame == frame


def test_a_post_is_a_card_with_the_address_as_the_author_wrote_it(slide: Slide) -> None:
    made = slide("@tweet[https://twitter.com/gitpitch/status/1265627223610056707]")
    assert 'href="https://twitter.com/gitpitch/status/1265627223610056707"' in made.html
    assert "Post on X" in made.html


def test_what_is_no_address_stays_text_and_says_so(slide: Slide) -> None:
    made = slide("x @youtube[a cat]")
    assert "@youtube[a cat]" in made.html
    [told] = made.diagnostics
    assert (told.code, told.line, told.column) == ("invalid-value", 10, 3)


def test_a_script_is_no_address(slide: Slide) -> None:
    assert "javascript" not in slide('<iframe src="javascript:alert(1)"></iframe>').html
    assert "href" not in slide("@tweet[javascript:alert(1)//x.com/status/12345]").html


def test_an_allowed_host_allows_its_frames_and_subdomains_in_the_policy() -> None:
    assert frame_hosts(["vimeo.com"]) == ["*.vimeo.com", "player.vimeo.com", "vimeo.com"]
    assert frame_hosts([]) == []

"""Diagrams in slides: pictures for light and dark, sources with a caption, and SVG made inert."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.diagram import read_wish
from app.markdown.drawing import NotDrawn, Scheme
from app.markdown.slide import Context, Rendered, render
from app.markdown.svg import BadSvgError, picture
from tests.markdown.conftest import NamedFiles

BOX = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><text>Hello</text><rect x1="1" width="9"/></svg>'


@dataclass
class Pen:
    """Draws the same box whatever is asked, and remembers what was."""

    answer: str | NotDrawn = BOX
    asked: list[tuple[str, str, str, str]] = field(default_factory=list)

    def draw(self, language: str, source: str, scheme: Scheme, theme: str = "") -> str | NotDrawn:
        self.asked.append((language, source, scheme, theme))
        return self.answer


class Files(NamedFiles):
    """Files with a text of their own."""

    def read(self, path: str) -> bytes:
        return b"graph LR\n A --> B\n"

    def size(self, path: str) -> int:
        return 10_000_000 if "large" in path else 20


def shown(text: str, pen: Pen | None = None, *, theme: str = "auto", files: tuple[str, ...] = ()) -> Rendered:
    context = Context(theme=theme, drawing=pen)
    return render(text, path="PITCHME.md", first_line=10, context=context, files=Files(files))


def images(html: str) -> list[dict[str, str]]:
    """The attributes of every image."""
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', tag)) for tag in re.findall(r"<img[^>]*>", html)]


@pytest.mark.parametrize(
    ("language", "drawn"),
    [("mermaid", "mermaid"), ("Mermaid", "mermaid"), ("mmd", "mermaid"), ("dot", "dot"), ("graphviz", "dot")],
)
def test_a_fence_of_a_diagram_becomes_a_picture(language: str, drawn: str) -> None:
    pen = Pen()
    slide = shown(f"```{language}\ngraph LR\n A --> B\n```", pen)
    assert pen.asked == [(drawn, "graph LR\n A --> B\n", scheme, "") for scheme in ("light", "dark")]
    light, dark = images(slide.html)
    assert (light["class"], dark["class"]) == ("diagram for-light", "diagram for-dark")
    assert (light["width"], light["height"]) == ("100", "50")
    assert light["alt"] == "Flowchart: Hello"
    assert light["src"].startswith("data:image/svg+xml,%3Csvg")
    assert "<pre" not in slide.html
    assert slide.diagnostics == ()


@pytest.mark.parametrize(
    ("theme", "scheme"), [("white", "light"), ("black", "dark"), ("moon", "dark"), ("light", "light"), ("dark", "dark")]
)
def test_a_theme_that_does_not_change_needs_one_picture(theme: str, scheme: str) -> None:
    pen = Pen()
    (one,) = images(shown("```mermaid\npie\n```", pen, theme=theme).html)
    assert one["class"] == "diagram"
    assert [asked[2] for asked in pen.asked] == [scheme]


def test_a_widget_draws_a_file_with_its_theme_and_classes() -> None:
    pen = Pen()
    slide = shown("@mermaid[bg-white theme=forest](src/a.mmd)", pen, theme="white", files=("src/a.mmd",))
    assert pen.asked == [("mermaid", "graph LR\n A --> B\n", "light", "forest")]
    (one,) = images(slide.html)
    assert one["class"] == "diagram bg-white"


def test_a_width_in_pixels_is_kept_to() -> None:
    (one,) = images(shown("@mermaid[width=300](a.mmd)", Pen(), theme="white", files=("a.mmd",)).html)
    assert one["class"] == "diagram sized"
    assert (one["width"], one["height"]) == ("300", "150")


def test_a_diagram_can_be_a_step() -> None:
    slide = shown("@mermaid[fragment](a.mmd) and @mermaid[fragment](a.mmd)", Pen(), files=("a.mmd",))
    assert slide.steps == 2
    assert len(images(slide.html)) == 4


def test_dot_within_plantuml_is_drawn() -> None:
    pen = Pen()
    slide = shown("```plantuml\n@startuml\ndigraph G {\n a -> b\n}\n@enduml\n```", pen, theme="white")
    assert pen.asked == [("dot", "digraph G {\n a -> b\n}\n", "light", "")]
    assert slide.diagnostics == ()


def test_the_title_of_a_diagram_is_its_alternative_text() -> None:
    (one,) = images(shown("```mermaid\npie title Pets & co\n```", Pen(), theme="white").html)
    assert one["alt"] == "Pie chart: Pets &amp; co"


@pytest.mark.parametrize(
    "text",
    ["```plantuml\nA -> B\n```", "@uml[x](a.puml)", "@plantuml[](a.puml)", "@cloud[](a.py)", "@whiteboard[](a.x)"],
)
def test_what_is_not_drawn_here_shows_its_source_with_a_caption(text: str) -> None:
    slide = shown(text, Pen(), files=("a.puml", "a.py", "a.x"))
    assert '<code class="hljs' in slide.html
    assert re.search("(<figcaption>|<span class=.caption.>).*not drawn here<", slide.html)
    assert "<p><figure" not in slide.html
    (told,) = slide.diagnostics
    assert (told.code, told.severity) == ("diagram-not-drawn", "info")


def test_without_anything_that_draws_the_source_is_shown() -> None:
    slide = shown("```mermaid\nA<b>\n```")
    assert "A&lt;b&gt;" in slide.html
    assert [told.code for told in slide.diagnostics] == ["diagram-not-drawn"]


def test_a_mistake_is_told_on_its_line() -> None:
    slide = shown("Text\n\n```mermaid\ngraph LR\n A[x --> B\n```", Pen(NotDrawn("diagram-error", "missing `]`", 2)))
    (told,) = slide.diagnostics
    assert (told.code, told.severity, told.line, told.text) == ("diagram-error", "warning", 14, "A[x --> B")
    assert "missing `]`" in slide.html


def test_a_missing_file_is_named_where_the_diagram_would_be() -> None:
    assert '<span class="missing">src/none.mmd</span>' in shown("@mermaid[theme=forest](src/none.mmd)").html
    assert "secret" not in shown("@mermaid[](.secret/a.mmd)").html


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@mermaid[](none.mmd)", "missing-file"),
        ("@mermaid[](large.mmd)", "diagram-limit"),
        ("@mermaid[](https://evil.example/a.mmd)", "diagram-not-drawn"),
        ("```mermaid\n\n```", "diagram-error"),
    ],
)
def test_a_diagram_without_a_source_is_told(text: str, code: str) -> None:
    slide = shown(text, Pen(), files=("large.mmd",))
    assert [told.code for told in slide.diagnostics] == [code]
    assert "<img" not in slide.html


def test_what_is_no_svg_is_never_shown() -> None:
    slide = shown("```mermaid\npie\n```", Pen("<html>no</html>"))
    assert [told.code for told in slide.diagnostics] == ["diagram-error"]
    assert "<img" not in slide.html


@pytest.mark.parametrize(
    ("arguments", "classes", "theme", "width"),
    [
        ("", "", "", 0),
        ("theme=forest", "", "forest", 0),
        ("drag=55 100, drop=right, width=1200px, theme=forest", "100", "forest", 1200),
        ("bg-white code-shadow", "bg-white code-shadow", "", 0),
        ("width=wide", "", "", 0),
    ],
)
def test_arguments_are_read_leniently(arguments: str, classes: str, theme: str, width: int) -> None:
    wish = read_wish(arguments)
    assert (wish.classes, wish.theme, wish.width) == (classes, theme, width)


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://evil.example"><text>x</text></a>',
        '<rect onload="alert(1)" onclick="alert(1)"/>',
        '<image href="https://evil.example/a.png"/>',
        '<image href="data:image/svg+xml,&lt;svg onload=alert(1)>"/>',
        '<use href="https://evil.example/a.svg#x"/>',
        "<style>@import url(https://evil.example); a{background:url('https://evil.example')}</style>",
        "<style>@font-face{font-family:x;src:url(//evil.example)} a{b:\\75rl(//evil.example)}</style>",
        '<rect style="fill:url(https://evil.example#a)"/>',
        '<rect fill="url(https://evil.example#a)"/>',
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/></foreignObject>',
        '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="//evil.example" onerror="x"/></foreignObject>',
        '<foreignObject><a xmlns="http://www.w3.org/1999/xhtml" href="javascript:alert(1)">x</a></foreignObject>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
    ],
)
def test_svg_is_made_inert(evil: str) -> None:
    made = picture(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{evil}<text>kept</text></svg>')
    assert "kept" in made.svg
    assert not re.search(r"evil|script|alert|\son\w+=|@import|@font-face|<a\b|<image|iframe|<img", made.svg)
    ElementTree.fromstring(made.svg)


def test_what_a_picture_needs_stays() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" style="max-width: 9px"><defs><marker id="m"/></defs>'
        "<style>#d .a{fill:url(#g)}</style><path d='M0 0' marker-end='url(#m)' x1='1'/><use href='#m'/>"
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml" style="color:red">a<br/>b</div></foreignObject></svg>'
    )
    svg = picture(drawing).svg
    for piece in ("marker-end='url(#m)'", "href='#m'", "fill:url(#g)", "style='color:red'", "<br", "x1='1'"):
        assert piece in svg


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "text",
        "<svg",
        "<svg/>",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">&a;</svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + "<g>" * 300 + "</g>" * 300 + "</svg>",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + " " * 2_000_000 + "</svg>",
    ],
)
def test_what_is_no_picture_is_refused(svg: str) -> None:
    with pytest.raises(BadSvgError):
        picture(svg)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_answer_of_a_program_leaves_a_slide(answer: str) -> None:
    slide = shown("# Title\n\n```mermaid\npie\n```", Pen(answer))
    assert slide.title == "Title"
    assert not any(told.code == "slide-failed" for told in slide.diagnostics)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<g>",
                "</g>",
                "<text>",
                "</text>",
                "<a href='javascript:x'>",
                "</a>",
                "x & y",
                "<rect onload='x'/>",
                "]]>",
            ]
        ),
        max_size=20,
    )
)
def test_any_svg_becomes_inert_or_is_refused(parts: list[str]) -> None:
    try:
        made = picture(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{"".join(parts)}</svg>')
    except BadSvgError:
        return
    ElementTree.fromstring(made.svg)
    assert not re.search(r"<a\b|onload|javascript", made.svg)


def test_a_picture_in_an_address_is_the_picture() -> None:
    (one,) = images(shown("```dot\ngraph {}\n```", Pen(), theme="white").html)
    assert unquote(one["src"].partition(",")[2].replace("&#x27;", "'")) == picture(BOX).svg

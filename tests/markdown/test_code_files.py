"""Code from files: ``@code``, ``@diff`` and ``@gist``."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markdown.diff import hunks
from app.markdown.excerpt import LARGEST, MOST_LINES
from app.markdown.slide import Context, Rendered, render
from tests.markdown.conftest import NamedFiles

CODE = """import this

# tag::start[]
def start():
    # tag::inner[]
    return 1
    # end::inner[]
# end::start[]

def stop():
    return 0
"""
PATCH = """diff --git a/x b/x
--- a/x
+++ b/x
@@ -1,3 +1,3 @@
 one
-two
+deux
 three
@@ -9 +9,2 @@ def f():
-nine
+neuf
+dix
\\ No newline at end of file
diff --git a/y b/y
"""


class Contents(NamedFiles):
    """Files with contents; one may say that it is larger than it is."""

    def __init__(self, contents: dict[str, str | bytes], sizes: dict[str, int] | None = None) -> None:
        super().__init__(contents)
        self.contents, self.sizes = contents, sizes or {}

    def read(self, path: str) -> bytes:
        content = self.contents[path]
        return content if isinstance(content, bytes) else content.encode()

    def size(self, path: str) -> int:
        return self.sizes.get(path, len(self.read(path)))


def made(text: str, contents: dict[str, str | bytes] | None = None, **sizes: int) -> Rendered:
    """The slide ``text`` of ``talk/PITCHME.md``, from its line 10 on, over files; ``big=…`` is the size of ``big``."""
    files = Contents({"a.py": CODE, "fix.diff": PATCH} if contents is None else contents, sizes)
    return render(text, path="talk/PITCHME.md", first_line=10, context=Context(), files=files)


def lines(html: str) -> list[str]:
    """The text of each line of code."""
    found = re.findall(r'<span class="line" data-line="\d+">(.*?)</span>(?=\n|</code>)', html)
    return [unescape(re.sub(r"<[^>]*>", "", line)) for line in found]


def told(slide: Rendered) -> list[tuple[str, str, int, int]]:
    return [(found.code, str(found.severity), found.line, found.column) for found in slide.diagnostics]


def test_a_file_is_a_block_of_code_that_steps_may_follow() -> None:
    slide = made("@code[python code-reveal-fast zoom-12](a.py)\n@[1](first)\n@[4-6, zoom-14](then)")
    assert re.match(
        r'<pre class="code-wrapper code-reveal-fast zoom-12" id="[\w-]+" data-zoom="12" style="--zoom-all:1.2">'
        r'<code class="hljs language-python"><span class="line" data-line="1"><span class="hljs-keyword">import</span>',
        slide.html,
    )
    assert "\n".join(lines(slide.html)) == CODE.removesuffix("\n")
    assert (slide.steps, slide.diagnostics) == (1, ())


@pytest.mark.parametrize(
    ("widget", "shown"),
    [
        ("@code[python](a.py?lines=1,10-11)", ["import this", "def stop():", "    return 0"]),
        ("@code[python](a.py?lines=10-11]", ["def stop():", "    return 0"]),
        ("@code[python, lines=1, 10](a.py)", ["import this", "def stop():"]),
        ("@code[python](a.py?tags=start)", ["def start():", "    return 1"]),
        ("@code[python](a.py?tags=inner,start)", ["    return 1", "def start():", "    return 1"]),
        ("@code[python](a.py?tags=start&lines=2)", ["    return 1"]),
    ],
)
def test_parts_of_a_file_are_shown_without_the_lines_of_tags(widget: str, shown: list[str]) -> None:
    slide = made(widget)
    assert lines(slide.html) == shown
    assert not slide.diagnostics


@pytest.mark.parametrize(
    ("widget", "language"),
    [
        ("@code[ruby](a.py)", "language-ruby"),
        ("@code[](a.py)", "language-py"),
        ("@code[code-wrap](a.py)", "language-py"),
        ("@code[lang=js](a.py)", "language-js"),
        ("@code[](docker/Dockerfile)", "language-dockerfile"),
        ("@code[text](a.py)", "language-text"),
        ("@code[](a.unheardof)", ""),
    ],
)
def test_a_file_is_highlighted_by_its_word_or_else_its_extension(widget: str, language: str) -> None:
    slide = made(widget, dict.fromkeys(("a.py", "a.unheardof", "docker/Dockerfile"), "x"))
    assert f'<code class="hljs {language}'.rstrip() in slide.html
    assert not slide.diagnostics


def test_a_title_stands_above_the_code() -> None:
    slide = made("@code[python, title=Start, then <stop>](a.py?lines=1)")
    assert slide.html.startswith(
        '<p class="code-title"><span class="slide-title">Start, then &lt;stop&gt;</span></p>\n<pre '
    )
    assert ">All</span></p>\n<pre" in made("@code[python](a.py?title=All)").html


def test_code_stands_in_snaps_lists_and_blocks_of_a_grid() -> None:
    for around in ("@snap[west]\n{}\n@snapend", "[drag=50 50, drop=0 0]\n{}", "text\n{}\ntext", "- {}", "> {}"):
        slide = made(around.format("@code[python](a.py?lines=1)"))
        assert lines(slide.html) == ["import this"]
        assert "@code" not in slide.html
    placed = made("@code[drag=50 50, drop=0 0, fit=1.5, python code-wrap](a.py?lines=1)\n@[1](x)")
    assert 'class="grid-block' in placed.html
    assert 'class="code-wrapper code-wrap"' in placed.html
    assert placed.steps == 1


@pytest.mark.parametrize(
    "text", ["```\n@code[js](a.py)\n```", "\\@code[js](a.py)", "`@code[js](a.py)`", "    @code[](a.py)"]
)
def test_in_code_and_after_a_backslash_it_is_text(text: str) -> None:
    slide = made(text)
    assert "import" not in slide.html
    assert "@code[" in slide.html


def test_within_a_line_of_text_it_stays_text_and_that_is_told() -> None:
    slide = made("see @code[js](a.py) there")
    assert slide.html == "<p>see @code[js](a.py) there</p>"
    assert told(slide) == [("code-within-text", "warning", 10, 5)]


def test_a_missing_file_leaves_its_name_and_no_steps() -> None:
    slide = made("text\n\n@code[js](src/b.js?lines=1)\n@[1](one)\n\n@[2](two)")
    assert '<p><span class="missing">No file src/b.js</span></p>' in slide.html
    assert "one" not in slide.html
    assert slide.steps == 0
    assert told(slide) == [("missing-code", "warning", 12, 11)]


def test_the_name_of_a_dot_file_is_not_shown() -> None:
    slide = made("@code[](.env)")
    assert ".env" not in slide.html
    assert ".env" not in slide.diagnostics[0].message


def test_a_foreign_deck_shows_no_texts_and_settings_of_others() -> None:
    files = Contents({"other/PITCHME.md": "Note: secret", "talk/a.py": CODE})
    context = Context(untrusted=True)

    def html(name: str) -> str:
        return render(f"@code[]({name})", path="talk/PITCHME.md", first_line=1, context=context, files=files).html

    assert "secret" not in html("other/PITCHME.md")
    assert lines(html("a.py?lines=1")) == ["import this"]


def test_a_missing_tag_is_told_with_the_nearest_one() -> None:
    slide = made("@code[py](a.py?tags=strat)")
    assert told(slide) == [("missing-tag", "warning", 10, 21)]
    assert "did you mean `start`?" in slide.diagnostics[0].message
    assert "tag::" not in slide.html


def test_lines_that_the_file_does_not_have_are_told() -> None:
    slide = made("@code[py](a.py?lines=10-99)")
    assert lines(slide.html) == ["def stop():", "    return 0"]
    assert told(slide) == [("range-outside", "warning", 10, 22)]
    assert "has 11 lines" in slide.diagnostics[0].message


def test_a_file_beyond_the_limit_is_never_read() -> None:
    slide = made("@code[](big)\n@[1](x)", {"big": "x"}, big=100 * 1024**2)
    assert told(slide) == [("code-too-large", "warning", 10, 9)]
    assert f"{LARGEST // 1024**2} MB" in slide.diagnostics[0].message
    assert slide.steps == 0


def test_more_lines_than_anybody_reads_are_left_out() -> None:
    slide = made("@code[text](a)", {"a": "x\n" * (MOST_LINES + 5)})
    assert len(lines(slide.html)) == MOST_LINES
    assert told(slide) == [("code-too-large", "warning", 10, 1)]


def test_bytes_that_are_no_text_are_shown_as_such_and_told() -> None:
    slide = made("@code[text](a)", {"a": b"one\ncaf\xe9\x00\xef\xb7\x900\xef\xb7\x91"})
    assert lines(slide.html) == ["one", "caf\ufffd\ufffd\ufffd0\ufffd"]
    assert told(slide) == [("code-not-utf8", "error", 10, 13)]
    assert "its line 2" in slide.diagnostics[0].message


def test_windows_line_ends_and_a_mark_at_the_beginning_leave_no_trace() -> None:
    assert lines(made("@code[text](a)", {"a": b"\xef\xbb\xbfone\r\ntwo\r\n"}).html) == ["one", "two"]


def test_a_diff_steps_through_its_hunks() -> None:
    slide = made("@diff[](fix.diff)")
    assert re.findall(r'data-fragment-index="(\d)" data-code="[^"]+" data-lines="([\d-]+)"', slide.html) == [
        ("0", "4-8"),
        ("1", "9-13"),
    ]
    assert 'class="hljs language-diff"' in slide.html
    assert '<span class="hljs-addition">+deux</span>' in slide.html
    assert slide.steps == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("@diff[diff-nofrags](fix.diff)", 0),
        ("@diff[code-reveal-fast](fix.diff)", 1),
        ("@diff[](fix.diff)\n@[1](own)", 1),
        ("@diff[diff-nofrags](fix.diff)\n@[1](own)\n@[2](own)", 2),
        ("@diff[](fix.diff)\n\n@diff[](fix.diff)\n@[1](own)", 3),
        (f"```diff\n{PATCH}```", 0),
        (f"```diff diff-frags\n{PATCH}```", 2),
    ],
)
def test_steps_of_a_diff(text: str, count: int) -> None:
    assert made(text).steps == count


def test_a_diff_without_heads_steps_through_its_changes() -> None:
    assert hunks(["a", "+b", "-c", "d", "+e"]) == ["2-3", "5"]
    assert hunks(["a", "b"]) == []


@given(
    st.lists(
        st.sampled_from(["@@ -1,2 +1,3 @@", "@@ -1 +0,0 @@ f", "+a", "-b", " c", "", "--- x", "\\ No"]), max_size=30
    )
)
def test_hunks_lie_within_the_text_in_order(patch: list[str]) -> None:
    ends = [0]
    for found in hunks(patch):
        first, _, last = found.partition("-")
        assert ends[-1] < int(first) <= int(last or first) <= len(patch)
        ends.append(int(last or first))


def test_a_commit_of_another_host_is_a_card() -> None:
    slide = made("@diff[title=The fix](user/repo/3e9f2100269b9f5f2fd9)\n@[1](x)")
    assert 'href="https://github.com/user/repo/commit/3e9f2100269b9f5f2fd9"' in slide.html
    assert "The fix" in slide.html
    assert slide.steps == 0
    assert told(slide) == [("diff-not-shown", "info", 10, 22)]
    assert told(made("@diff[](no/such.diff)")) == [("missing-code", "warning", 10, 9)]


@pytest.mark.parametrize(
    ("gist", "href"),
    [
        ("user/ab12?lines=1-3", "https://gist.github.com/user/ab12"),
        ("user/ab12?filename=My.File.scala", "https://gist.github.com/user/ab12#file-my-file-scala"),
        ("user/ab12#filename=a.rb&lines=1", "https://gist.github.com/user/ab12#file-a-rb"),
        ("https://gist.github.com/user/ab12", "https://gist.github.com/user/ab12"),
    ],
)
def test_a_gist_is_a_card_with_its_link(gist: str, href: str) -> None:
    slide = made(f"@gist[elixir, title=T]({gist})\n@[1](x)")
    assert f'href="{href}"' in slide.html
    assert slide.steps == 0
    assert [(code, severity) for code, severity, *_ in told(slide)] == [("gist-not-shown", "info")]


def test_a_gist_within_text_is_a_card_too() -> None:
    assert 'href="https://gist.github.com/u/1"' in made("see @gist[js](u/1) there").html


@given(st.text(alphabet="@code[]()?=&,#ab1-\\` \n", max_size=80))
def test_no_text_breaks_the_slide(text: str) -> None:
    assert not [found for found in made("@code[" + text).diagnostics if found.code == "slide-failed"]

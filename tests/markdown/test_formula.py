"""Formulas: where they stand, what TeX becomes, and that nothing in them does harm."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markdown.formula import EXPANSIONS, LONGEST, formula
from app.markdown.formula_rules import unescaped
from app.markdown.slide import Context, Rendered, render
from app.markdown.tex import definitions, rewrite
from app.markdown.tex.chemistry import chemistry
from tests.markdown.conftest import NamedFiles

PARTS = st.sampled_from(
    [
        *"abxy12+-=<>&%#$^_{}[]()|~√\\ \n",
        r"\frac", r"\sqrt", r"\left(", r"\right)", r"\text{", r"\begin{", r"\end{", "matrix}", "align}", r"\\",
        r"\tag{", r"\ce{", "->", r"\color{", r"\newcommand{", r"\def\x", "#1", r"\mathop{", r"\limits", r"\substack{",
        r"\verb|",
        r"\operatorname*{", r"\SI{", r"\unicode{x", "<script>", "javascript:", '"', "'", "é", "日", "\x00", "\ufdd0",
    ]
)  # fmt: skip


def shown(text: str, *, math: bool = True, untrusted: bool = False) -> Rendered:
    context = Context(math=math, untrusted=untrusted)
    return render(text, path="PITCHME.md", first_line=10, context=context, files=NamedFiles(()))


def sources(html: str) -> list[str]:
    """The TeX of every formula on a slide."""
    return re.findall(r"<annotation[^>]*>(.*?)</annotation>", html)


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("so $$a^2$$ it is", ["a^2"]),
        ("$$\na^2\n$$", ["a^2"]),
        ("$$a$$\n$$b$$", ["a", "b"]),
        ("text\n$$\na\n$$\nmore", ["a"]),
        ("- $$a$$\n- $$\n  b\n  $$", ["a", "b"]),
        ("> $$a$$", ["a"]),
        ("| x |\n|---|\n| $$a$$ |", ["a"]),
        ("@math\na^2\n@math", ["a^2"]),
        ("@math[text-blue]\n$\\alpha$\n@mathend", [r"\alpha"]),
        ("@math\n`\\[\n\\left( x\n\\right)\n\\]`\n@math[]", ["\\left( x\n\\right)"]),
        ("@math\n$a$ then $b$\n@math()", ["a", "b"]),
    ],
)
def test_display_formulas_are_read_whatever_the_settings_say(text: str, tex: list[str]) -> None:
    html = shown(text, math=False).html
    assert re.findall(r"<annotation[^>]*>(.*?)</annotation>", html, re.S) == tex
    assert html.count('display="block"') == len(tex)


@pytest.mark.parametrize(
    "text", ["with $x_1$ in it", "with `$x_1$` in it", r"with \\(x_1\\) in it", r"with \\(x\_1\\) in it"]
)
def test_formulas_within_a_line_need_the_setting(text: str) -> None:
    assert sources(shown(text).html) == ["x_1"]
    assert "<math" not in shown(text, math=False).html


@pytest.mark.parametrize(
    "text",
    [
        "between $5 and $6",
        "$ 5 and 6 $",
        "$ 5 or $ 6",
        "$ npm run a_b\n$ ls",
        "<pre>$x_1$</pre>",
        "<div>between $5 and $6</div>",
        "a$b$c",
        "$5$6",
        r"\$a\$",
        r"\$$a$$",
        "`` `$x$` ``",
        "``$$x$$``",
        "    $$x$$",
        "```\n$$x$$\n```",
        "$$ $$",
        "$$a\n\nb$$",
        "@math without an end",
        "`$HOME` and `$PATH`",
    ],
)
def test_money_and_code_stay_text(text: str) -> None:
    assert "<math" not in shown(text).html


@pytest.mark.parametrize("text", ["so $ x $ is", r"so $ V_{\pi} (s)$ is", "so $H(x) = x_1 $ is", r"| $ a \sim b $ |"])
def test_blanks_inside_the_dollars_are_no_matter_where_it_is_a_formula(text: str) -> None:
    assert len(sources(shown(text).html)) == 1
    assert "$" in shown(text, math=False).html


def test_a_brace_that_was_escaped_for_markdown_is_one_where_the_formula_needs_it() -> None:
    assert sources(shown(r"$V_\{\pi}(s)$ and $\{1, 2\}$ and `$\{1, 2\}$`").html) == [
        r"V_{\pi}(s)", r"\{1, 2\}", r"\{1, 2\}",
    ]  # fmt: skip
    assert shown(r"`$V_\{\pi}$`").diagnostics[0].code == "formula-error"


def test_formulas_within_raw_html_are_found_as_mathjax_did() -> None:
    text = "<center>so $V_\\pi(s)$ <b>is</b> $$a^2$$ & <code>$b$</code></center>"
    html = shown(text).html
    assert sources(html) == [r"V_\pi(s)", "a^2"]
    assert "<center>so <math" in html
    assert "<b>is</b>" in html
    assert "<code>$b$</code></center>" in html
    assert "<math" not in shown(text, math=False).html
    (told,) = shown("<center>\nso $\\nosuch$</center>").diagnostics
    assert (told.code, told.line) == ("formula-error", 11)


def test_text_around_formulas_in_a_math_block_stays() -> None:
    html = shown("@math\nwhere $a$ is **big**\n@math").html
    assert '<div class="math">' in html
    assert "where" in html
    assert "<strong>big</strong>" in html


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\sum\_{i=0} x\_i \* y", r"\sum_{i=0} x_i * y"),
        (r"\frac{a}{b} \\\\ c", r"\frac{a}{b} \\ c"),
        (r"a \\ b", r"a \\ b"),
        (r"\\frac{a}{b} \\\\ c", r"\frac{a}{b} \\ c"),
        (r"\{a, b\}\,\|x\|", r"\{a, b\}\,\|x\|"),
        ("a &lt; b &amp;= c", "a < b &= c"),
    ],
)
def test_escapes_for_markdown_are_undone(written: str, meant: str) -> None:
    assert unescaped(written) == meant


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{smallmatrix}a&b\\c&d\end{smallmatrix}",
        r"\begin{equation}\begin{split}a&=b\\&=c\end{split}\end{equation}",
        r"\sum_{\substack{i<n\\j<m}} x",
        r"\smash[b]{x} \ensuremath{y} \mbox{hi} \Huge z",
        r"√2 + √{ab} + √",
        r"\text{rate of $x^2$ & a_b, 50% #1}",
        r"\textcolor[HTML]{FF8800}{x} \color{#f80}{y} \color{navy} z \textcolor[RGB]{255,0,0}{w}",
        r"x = y \tag{1}",
        r"\begin{align}a&=b \tag{7}\\c&=d\label{e}\end{align}",
        r"\begin{alignat}{2}a&=b\end{alignat} \begin{eqnarray}a&=&b\end{eqnarray} \eqref{e}",
        r"\begin{array}{@{}l|p{2cm}*{2}{c}}a&b&c&d\\[2pt]e\end{array} \pmatrix{a & b \cr c & d}",
        r"\mathop{\rm argmin}\limits_x \operatorname{\mathrm{Var}}(x) \mathop{\sum\prod}\limits_i",
        r"\newcommand{\R}{\mathbb{R}} \newcommand{\norm}[1]{\|#1\|} \norm{\R}",
        r"\SI{3.5}{\metre\per\second} \si{m/s} \num{5} \unicode{x2603} \verb|a_b| \left< x \right>",
        r"\widetilde{abc} \cancel{x} \boxed{y} \abs{x} \dv{f}{x} \href{https://x.org/#%20}{t} \class{c}{t}",
        "100% of x",
    ],
)
def test_what_mathjax_takes_is_taken(tex: str) -> None:
    made = formula(tex, block=True)
    assert made.problem == ""
    assert made.html.startswith('<math class="formula" display="block">')


@pytest.mark.parametrize(
    ("reaction", "tex"),
    [
        ("2H2 + O2 -> 2H2O", r"2\,\mathrm{H}_{2} + \mathrm{O}_{2}"),
        ("SO4^2-", r"\mathrm{S}\mathrm{O}_{4}^{2-}"),
        ("Na+", r"\mathrm{Na}^{+}"),
        ("[Fe(CN)6]^4-", r"[\mathrm{Fe}(\mathrm{C}\mathrm{N})_{6}]^{4-}"),
        ("^{227}_{90}Th", r"{}^{227}_{90}\mathrm{Th}"),
        ("A <=> B", r"\rightleftharpoons"),
        ("A ->[H+][heat] B", r"\xrightarrow[\text{heat}]{\mathrm{H}^{+}}"),
        ("CH2=CH2", r"\mathrm{C}\mathrm{H}_{2}{=}\mathrm{C}\mathrm{H}_{2}"),
        ("BaSO4 v", r"\downarrow"),
        ("CuSO4*5H2O", r"\cdot 5\,\mathrm{H}_{2}"),
        ("1/2 O2 (g)", r"\tfrac{1}{2}"),
    ],
)
def test_reactions_are_written_as_chemists_do(reaction: str, tex: str) -> None:
    assert tex in chemistry(reaction)
    assert formula(rf"\ce{{{reaction}}}", block=False).problem == ""


def test_a_definition_holds_for_the_formulas_after_it() -> None:
    slide = shown("$$\\newcommand{\\vv}[1]{\\mathbf{#1}}$$\n\n$$\\vv{x}$$ and $\\vv y$")
    assert slide.diagnostics == ()
    assert "𝐱" in slide.html
    assert "𝐲" in slide.html
    assert (
        definitions(r"a \def\b#1{x#1} \DeclareMathOperator*{\c}{d} e") == r"\def\b#1{x#1}\DeclareMathOperator*{\c}{d}"
    )


def test_a_mistake_is_told_at_its_place_and_the_source_is_shown() -> None:
    slide = shown("Text\n\n$$\nx^2 + \\text{a $y$}\n  + \\frac{a}{\\fooo}\n$$")
    (told,) = slide.diagnostics
    assert (told.severity, told.code, told.line, told.column) == ("warning", "formula-error", 14, 14)
    assert "`\\fooo`" in told.message
    assert '<code class="formula-error"' in slide.html
    assert "\\frac{a}{\\fooo}" in slide.html


def test_a_mistake_within_a_line_is_told_at_its_place() -> None:
    (told,) = shown("One\ntwo $$a$$ and $$b_c_d$$").diagnostics
    assert (told.line, told.column) == (11, 20)


@pytest.mark.parametrize(
    "tex",
    [
        "x" * (LONGEST + 1),
        r"\def\a{\b\b}\def\b{\a\a}\a",
        r"\def\x{\x\x}\x",
        r"\smash{" * 200 + "}" * 200,
    ],
)
def test_what_is_too_much_names_its_limit(tex: str) -> None:
    made = formula(tex, block=True)
    assert made.code == "formula-limit"
    assert len(made.html) < 3_000
    assert EXPANSIONS <= 1_000


@pytest.mark.parametrize(
    "text",
    ["$" * 20_000, "$a " * 7_000, "`$ " * 7_000, "$$a" * 7_000, "\\\\(" * 7_000, "@math\n" * 3_000, "$$\n" * 7_000],
)
def test_long_slides_of_nothing_but_signs_are_read(text: str) -> None:
    assert shown(text).html


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{<img src=http://evil.example/x onerror=alert(1)>}",
        r"\href{javascript:alert(1)}{x}",
        r'\class{" onclick="alert(1)}{x}',
        r"\style{background:url(http://evil.example)}{x}",
        r"\color{red;background:url(http://evil.example)}{x}",
        r'\begin{equation}x\label{"><script>alert(1)</script>}\end{equation}\eqref{"><script>}',
        r'\tag{<b>} \begin{array}{"onload=x}a\end{array}',
        r"</math><script>alert(1)</script>",
        r'\fooo"><script>alert(1)</script>',
    ],
)
def test_no_formula_becomes_markup(tex: str) -> None:
    html = formula(tex, block=True).html
    inert(html)
    inert(shown(f"$${tex}$$").html)
    inert(shown(f"$${tex}$$", untrusted=True).html)


@settings(deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join), st.booleans())
def test_any_tex_becomes_inert_well_formed_markup(tex: str, block: bool) -> None:
    made = formula(tex, block=block)
    inert(made.html)
    assert 0 <= made.offset <= len(tex)
    if made.html and "\ufdd0" not in made.html:
        ElementTree.fromstring(made.html)


@settings(deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_any_slide_with_formulas_renders(text: str) -> None:
    slide = shown(f"before $${text}$$ and ${text}$\n\n@math\n{text}\n@math")
    assert not any(told.code == "slide-failed" for told in slide.diagnostics)


@settings(deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_every_place_in_rewritten_tex_has_one_in_the_source(tex: str) -> None:
    made = rewrite(tex)
    assert all(0 <= made.origin(offset) <= len(tex) for offset in range(len(made.text) + 1))


def inert(html: str) -> None:
    """No element or attribute that loads, links or runs anything."""
    for tag in re.findall(r"<[^>]*>", html):
        assert re.match(
            r"</?(?:m[a-z]+|semantics|annotation|code|p|b|i|u|s|span|div|math|strong|em|br|a|pre)\b", tag
        ), tag
        assert not re.search(
            r"\s(?:on\w+|href|src|id)\s*=|url\(|javascript:", re.sub(r'(title|class)="[^"]*"', "", tag)
        ), tag

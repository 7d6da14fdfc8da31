"""What decks write and math-core does not know by that name: environments, commands, colours, units."""

from __future__ import annotations

ENVIRONMENTS = {
    "displaymath": "",
    "math": "",
    "split": "aligned",
    "alignedat": "aligned",
    "alignat": "align*",
    "alignat*": "align*",
    "flalign": "align*",
    "flalign*": "align*",
    "equation": "equation*",
    "align": "align*",
    "gather": "gather*",
    "multline": "multline*",
} | {f"{kind}matrix*": f"{kind}matrix" for kind in ("", "p", "b", "v", "V", "B")}
COLUMNS = {"eqnarray": "array}{rcl", "eqnarray*": "array}{rcl", "smallmatrix": "subarray}{" + "c" * 24}
ARRAYS = frozenset({"array", "subarray"})
WITH_COUNT = frozenset({"alignat", "alignat*", "alignedat"})
# Nothing is numbered, so without a tag these need not be as wide as the slide.
WITHOUT_TAG = {"equation*": "", "align*": "aligned", "gather*": "gathered"}

RENAMED = {
    "hdots": r"\ldots", "euro": "€", "cr": r"\\", "mathnormal": r"\mathit", "dispstyle": r"\displaystyle",
    "mathds": r"\mathbb", "mathbbm": r"\mathbb", "llap": r"\mathllap", "rlap": r"\mathrlap", "varlimsup": r"\limsup",
    "varliminf": r"\liminf", "bold": r"\mathbf", "pmb": r"\boldsymbol",
}  # fmt: skip
_DROPPED = """
    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge hfill noindent displaylimits
    allowbreak nobreak strut protect
"""
DROPPED = frozenset(_DROPPED.split())
# Their first argument goes; what is left is shown.
WITHOUT_FIRST = frozenset({"href", "class", "style", "cssId", "htmlClass", "htmlId", "htmlStyle", "htmlData", "bbox"})
GONE = {"require": 1, "label": 1, "rule": 2}
SHOWN = frozenset({"smash", "ensuremath", "vcenter"})
TEXT = {
    name: rf"\{target}"
    for target, names in {
        "text": "text mbox hbox textnormal textup",
        "textrm": "textrm", "textbf": "textbf", "textit": "textit textsl emph", "textsf": "textsf", "texttt": "texttt",
    }.items()
    for name in names.split()
}  # fmt: skip
PLAIN_TEX = {"matrix": "matrix", "pmatrix": "pmatrix", "cases": "cases", "eqalign": "aligned"}
COLOURS = {
    "grey": "808080", "maroon": "800000", "navy": "000080", "darkblue": "00008b", "darkgreen": "006400",
    "darkred": "8b0000", "darkorange": "ff8c00", "crimson": "dc143c", "gold": "ffd700", "silver": "c0c0c0",
    "indigo": "4b0082", "tomato": "ff6347", "steelblue": "4682b4", "royalblue": "4169e1", "dodgerblue": "1e90ff",
    "firebrick": "b22222", "forestgreen": "228b22", "seagreen": "2e8b57", "turquoise": "40e0d0", "coral": "ff7f50",
    "salmon": "fa8072", "orchid": "da70d6", "plum": "dda0dd", "lightblue": "add8e6", "lightgreen": "90ee90",
}  # fmt: skip
UNITS = {
    "metre": "m", "meter": "m", "second": "s", "gram": "g", "kilogram": "kg", "kelvin": "K", "ampere": "A",
    "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W",
    "volt": "V", "ohm": "Ω", "tesla": "T", "celsius": "°C", "degreeCelsius": "°C", "percent": "\\%", "litre": "L",
    "liter": "L", "bit": "bit", "byte": "B", "minute": "min", "hour": "h", "degree": "°", "electronvolt": "eV",
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "milli": "m", "micro": "µ", "nano": "n", "pico": "p",
    "centi": "c", "per": "/", "squared": "²", "cubed": "³",
}  # fmt: skip
# Shorthands of packages that MathJax users load.
MACROS = {
    "norm": r"\left\lVert #1\right\rVert",
    "abs": r"\left\lvert #1\right\rvert",
    "ceil": r"\left\lceil #1\right\rceil",
    "floor": r"\left\lfloor #1\right\rfloor",
    "set": r"\left\{#1\right\}",
    "dv": r"\frac{\mathrm{d}#1}{\mathrm{d}#2}",
    "pdv": r"\frac{\partial #1}{\partial #2}",
}

"""The names of HTML elements, sorted by what a slide does with them."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")

# Elements that begin a block of HTML: everything that is not one of these begins a paragraph (spec section 10).
BLOCK = _names(
    """
    address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li
    main menu nav noframes noscript ol optgroup option p param search section summary table tbody td tfoot th
    thead title tr track ul video audio canvas svg math object embed picture pre script style textarea template
    link meta base
    """
)

PHRASE = _names(
    """
    a abbr acronym b bdi bdo big blink br button cite code data datalist del dfn em font i img input ins kbd
    label map mark marquee meter nobr output progress q rb rp rt rtc ruby s samp select small source span strike
    strong sub sup time tt u var wbr area
    """
)

SVG = _names(
    """
    svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textpath image marker mask
    pattern clippath lineargradient radialgradient stop filter feblend fecolormatrix fecomponenttransfer
    fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedropshadow feflood fefunca fefuncb
    fefuncg fefuncr fegaussianblur femerge femergenode femorphology feoffset fespecularlighting fetile
    feturbulence desc view switch
    """
)

MATH = _names(
    """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup
    msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd semantics annotation
    """
)

# The tag goes, what is inside stays.
UNWRAPPED = _names(
    """
    html head body title base link meta frame frameset noframes noscript param template slot portal dir menuitem
    animate animatetransform animatemotion set foreignobject applet
    """
)

# The tag and all inside it go.
REMOVED = frozenset({"script", "style"})

# Shown only from hosts that the operator allows.
FRAMES = frozenset({"iframe", "embed", "object"})

KNOWN = BLOCK | PHRASE | SVG | MATH | UNWRAPPED | REMOVED | FRAMES | VOID

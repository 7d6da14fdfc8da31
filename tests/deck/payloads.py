"""Texts that would run a script, load from elsewhere or break out of their slide if a page took them at their word.

A script that runs calls ``trap()``. ``ELSEWHERE`` is a host that nothing may ask.
"""

from __future__ import annotations

ELSEWHERE = "elsewhere.invalid"
_LINES = """
<script>trap()</script>
<SCRIPT\tsrc=//HOST/a.js></SCRIPT>
<scr<script>ipt>trap()</scr</script>ipt>
<img src=x onerror=trap()>
<img src="x" onerror="trap()" alt="`onerror=trap()`">
<img/src=x/onerror=trap()>
<img src=x alt="a"onerror=trap()>
<body onload=trap()>
<svg onload=trap()>
<svg><script>trap()</script></svg>
<svg><animate onbegin=trap() attributeName=x dur=1s></svg>
<svg><a xlink:href="javascript:trap()"><text y=20>x</text></a></svg>
<svg><set attributeName=href to=javascript:trap()></svg>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>trap()</script></svg>#x"></svg>
<svg><foreignObject><iframe srcdoc="<script>parent.trap()</script>"></iframe></foreignObject></svg>
<svg><style><img src=x onerror=trap()></style></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=trap()&gt;">
<math><annotation-xml encoding="text/html"><img src=x onerror=trap()></annotation-xml></math>
<math href="javascript:trap()"><mtext>x</mtext></math>
<noscript><p title="</noscript><img src=x onerror=trap()>">
<textarea><img src=x onerror=trap()></textarea><img title="</textarea><img src=x onerror=trap()>">
<title><img title="</title><img src=x onerror=trap()>">
<xmp><p title="</xmp><img src=x onerror=trap()>">
<style>@import '//HOST/a.css'; * { background: url(//HOST/a) }</style>
<link rel=stylesheet href=//HOST/a.css>
<meta http-equiv=refresh content="0;url=//HOST/">
<base href=//HOST/>
<iframe src=javascript:parent.trap()></iframe>
<iframe srcdoc="<script>parent.trap()</script>"></iframe>
<iframe src="data:text/html,<script>parent.trap()</script>"></iframe>
<object data=javascript:trap()></object>
<embed src=//HOST/a.swf>
<form action=javascript:trap()><button>x</button></form>
<form id=f></form><button form=f formaction=javascript:trap()>x</button>
<details open ontoggle=trap()>x</details>
<video src=x onerror=trap()></video>
<video><source onerror=trap()></video>
<input autofocus onfocus=trap()>
<p tabindex=1 autofocus onfocus=trap()>x</p>
<p style="animation:spin 1s" onanimationstart=trap()>x</p>
<a href=javascript:trap()>x</a>
<a href="java&#9;script:trap()">x</a>
<a href="&#x6A;avascript&colon;trap()">x</a>
<a href="\x01javascript:trap()">x</a>
<a href=vbscript:trap()>x</a>
<a href="data:text/html,<script>trap()</script>">x</a>
[x](javascript:trap())
![x](javascript:trap())
![x](x"onerror=trap())
[x]: javascript:trap()
<https://a.b/"onmouseover=trap()>
<!-- .slide: onclick="trap()" data-background-image="javascript:trap()" style="background:url(//HOST/a)" -->
<!-- .element: onclick="trap()" class="x" -->
text <!-- .element: onmouseover="trap()" href="javascript:trap()" -->
<!--><img src=x onerror=trap()>-->
<!--!> <img src=x onerror=trap()> -->
<![CDATA[<img src=x onerror=trap()>]]>
<?x <img src=x onerror=trap()>?>
</section><script>trap()</script>
</template></div></main><img src=x onerror=trap()>
</style></title></textarea></script><img src=x onerror=trap()>
<template><img src=x onerror=trap()></template>
<table><td></section></table><img src=x onerror=trap()>
@css[x" onmouseover="trap()](text)
@color[red;background:url(//HOST/a)](text)
@size[1em" onclick="trap()](text)
@box[x" onclick="trap()](<img src=x onerror=trap()>#<script>trap()</script>)
@quote[<img src=x onerror=trap()>](javascript:trap())
@fa[heart" onclick="trap()](<svg onload=trap()>)
@img[x" onerror="trap()](x" onerror="trap())
@audio[x](javascript:trap())
@tweet[javascript:trap()]
@youtube[x" onload="trap()]
@title[<img src=x onerror=trap()>]
@toc[</title><script>trap()</script>]
@snap[north" onclick="trap()]
@div[x" onclick="trap()]
[drag=50 50, drop=1 1, set=x" onclick="trap(), bg=url(//HOST/a), animate=x" onclick="trap()]
[drag=50, font=x;background:url(//HOST/a), filter=url(//HOST/a), border=1px solid red;background:url(//HOST/a)]
$$\\href{javascript:trap()}{x}$$
$$\\text{<img src=x onerror=trap()>}$$
$$\\class{x" onclick="trap()}{x}$$
```js" onclick="trap()
```mermaid
```html
`<img src=x onerror=trap()>`
# <img src=x onerror=trap()> {#x" onclick="trap()}
| <img src=x onerror=trap()> |
[^<img src=x onerror=trap()>]
:heart" onclick="trap():
<canvas data-chart="line"><!-- {"data": {"labels": ["<img src=x onerror=trap()>"], "datasets": [{"data": [1]}]}} -->
"""
# A slide each. What stands open at its end (a fence, a comment, a tag) must not reach the next one.
PAYLOADS = [line.replace("HOST", ELSEWHERE) for line in _LINES.strip().split("\n")]
PAYLOADS += [
    '```mermaid\ngraph LR\na["<img src=x onerror=trap()>"] --> b\nclick a "javascript:trap()"\n```',
    '```dot\ndigraph { a [label="<script>trap()</script>" URL="javascript:trap()"] }\n```',
    "```html\n</code></pre><img src=x onerror=trap()>\n```\n@[1](<img src=x onerror=trap()>)",
]
DELIMITERS = [
    '---?color=red;" onclick="trap()',
    "---?image=javascript:trap()",
    f"---?image=x);background:url(//{ELSEWHERE}/a",
    "---?iframe=javascript:parent.trap()",
    f"---?video=//{ELSEWHERE}/a.mp4%22onerror=%22trap()",
    '---?id=x" onclick="trap()&class=x" onclick="trap()',
    "---?title=<script>trap()</script>&transition=<script>",
    "---?survey=javascript:trap()",
    "---?terminal=javascript:trap()",
    "---?gist=javascript:trap()",
]


def deck() -> str:
    """All of them, with a slide behind each that must be whole."""
    texts = [*(f"---\n\n{payload}" for payload in PAYLOADS), *(f"{one}\n\ntext" for one in DELIMITERS)]
    return "# Start\n\n" + "\n\n".join(f"{text}\n\n---\n\n# Whole {n}" for n, text in enumerate(texts)) + "\n"

"""Names of languages: what decks write after a fence (highlight.js's names) and what Pygments calls them."""

from __future__ import annotations

# Never highlighted, never guessed.
PLAIN = frozenset(("", "text", "plaintext", "plain", "txt", "ascii", "none", "nohighlight", "no-highlight"))

# Only where Pygments does not know the name itself, or means another language by it.
_SAME = """
    bash: shell zsh ksh
    console: shellsession
    cpp: c++ cc hpp hh hxx cxx
    c: h
    csharp: cs c#
    fsharp: fs f#
    kotlin: kt kts
    rust: rs
    ruby: rb gemspec podspec thor irb
    python: py gyp py3
    pycon: pyrepl
    perl: pl pm
    powershell: ps ps1 pwsh
    objective-c: objc mm obj-c
    objective-c++: obj-c++
    latex: tex
    make: makefile mk mak
    markdown: md mkdown mkd
    diff: patch
    batch: bat cmd dos
    vb.net: vb vbnet
    vbscript: vbs
    nasm: x86asm asm
    gas: armasm mipsasm avrasm
    nginx: nginxconf
    apacheconf: apache
    yaml: yml
    json: jsonc jsonp webmanifest
    graphql: gql
    protobuf: proto
    terraform: tf
    erlang: erl
    elixir: ex exs
    haskell: hs
    ocaml: ml
    clojure: clj edn
    scheme: scm
    common-lisp: lisp
    emacs-lisp: el elisp
    julia: jl
    mathematica: mma wl wolfram
    delphi: pas dpr dfm pascal freepascal
    fortran: f90 f95
    coffeescript: coffee cson iced
    handlebars: hbs html.hbs html.handlebars
    django: jinja
    html+php: phtml
    solidity: sol
    crystal: cr
    groovy: gradle jenkinsfile
    postgresql: pgsql postgres
    transact-sql: tsql
    gherkin: cucumber feature
    html: htm xhtml vue svelte
    xml: xsl rss atom plist svg xjb
    javascript: mjs cjs node js
    typescript: ts mts cts
    docker: dockerfile containerfile
    graphviz: dot gv
    sql: mysql-dialect
    vim: vimscript
    go: golang
    haxe: hx
    nimrod: nim
    moocode: moo
    scss: sass-scss
    ini: conf cfg properties-file
    registry: reg
    awk: gawk mawk
    arduino: ino
    glsl: vert frag
    stata: do ado
    zone: bind dns
    splus: rlang
"""
ALIASES = {
    alias: name.strip()
    for name, _, words in (row.partition(":") for row in _SAME.strip().splitlines())
    for alias in words.split()
}


def pygments_name(language: str) -> str:
    """What Pygments calls the language, as far as we know better than it."""
    language = language.lower()
    return ALIASES.get(language, language)

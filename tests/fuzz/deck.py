"""Coverage-guided fuzzing of the whole way from text to deck, with atheris: ``make fuzz SECONDS=600``.

An input is the text of a deck; behind a line ``%%% NAME`` follows the text of a file beside it (its settings, its style
sheet). What is found goes on being looked for: each kind of fault is kept once, as a deck that shows it.
"""

from __future__ import annotations

import sys
import time
import traceback
import zlib
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["app"]):
    from app.deck.audience import audience
    from app.deck.build import Options, SlideCache, build
    from app.deck.model import Deck

from tests.deck.deck_oracles import LAST_SLIDE, faults
from tests.deck.deck_texts import Texts
from tests.deck.mutations import MARKS, mutated, pieces_of
from tests.deck.test_any_deck import FILES

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = (PROJECT / "slides", PROJECT / "docs", PROJECT.parent / "shared" / "decks")
WORK = PROJECT / ".fuzz"
FINDINGS, CORPUS = WORK / "findings", WORK / "corpus"
BESIDE = "\n%%% "
SECONDS_PER_64_KB = 2.0
LONGEST = 16_384

known: set[str] = set()
ways = 0


def files_of(data: bytes) -> dict[str, str | bytes]:
    """The deck and what stands beside it."""
    deck, *others = data.split(BESIDE.encode())
    files = {**FILES, "PITCHME.md": deck + LAST_SLIDE.encode()}
    for other in others[:4]:
        name, _, content = other.partition(b"\n")
        files[name.decode("utf-8", "replace")] = content
    return files


def keep(kind: str, data: bytes, words: str) -> None:
    """Remember the first deck of each kind of fault."""
    if kind in known:
        return
    known.add(kind)
    name = f"{zlib.crc32(kind.encode()):08x}"
    (FINDINGS / f"{name}.md").write_bytes(data)
    (FINDINGS / f"{name}.txt").write_text(f"{kind}\n\n{words}\n")
    print(f"FINDING {name}: {kind}", flush=True)


def built(files: Texts, options: Options, cache: SlideCache | None = None) -> Deck:
    return build("talk", "PITCHME.md", files, options=options, cache=cache)


def one_input(data: bytes) -> None:
    """Build the deck, ask all that must hold of it, and build it again."""
    choice = zlib.crc32(data)
    options = Options(untrusted=choice % 3 == 0, embeds=frozenset({"x.y"} if choice % 5 == 0 else ()))
    files, cache = Texts(files_of(data)), SlideCache()
    started = time.process_time()
    try:
        deck = built(files, options, cache)
        seconds = time.process_time() - started
        for fault in faults(deck):
            keep(fault.split(":")[0 if "failed" in fault else -1], data, fault)
        if choice % 8 == 0 and not built(files, options) == built(files, options, cache) == deck:
            keep("built twice, different", data, "")
        if choice % 8 == 1:
            repr(audience(deck))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        keep(f"{type(error).__name__} {Path(last.filename).name} {last.name}", data, traceback.format_exc())
    else:
        if seconds > SECONDS_PER_64_KB * max(1.0, len(data) / 65_536):
            keep(f"slow: {seconds:.0f} s", data, f"{len(data)} bytes took {seconds:.1f} s")


def mutator(data: bytes, most: int, seed: int) -> bytes:
    """Half of the time a change that knows the language, else one that knows only bytes."""
    chance = Random(seed)
    if chance.random() < 0.3:
        return bytes(atheris.Mutate(data, most))
    return mutated(data.decode("utf-8", "replace"), chance, seeds).encode("utf-8", "replace")[:most]


def with_settings(folder: Path) -> list[str]:
    """The first piece of each deck beside its settings and style sheet."""
    found = []
    for path in sorted(folder.rglob("PITCHME.md")):
        beside = [path.with_name(name) for name in ("PITCHME.yaml", "PITCHME.css")]
        texts = [f"{BESIDE}{one.name}\n{one.read_text('utf-8', 'replace')}" for one in beside if one.is_file()]
        found.append(path.read_text("utf-8", "replace")[:2_000] + "".join(texts))
    return found


seeds = [piece for folder in SEEDS if folder.is_dir() for piece in pieces_of(folder) + with_settings(folder)]


def main() -> None:
    for folder in (FINDINGS, CORPUS):
        folder.mkdir(parents=True, exist_ok=True)
    for old in FINDINGS.iterdir():
        old.unlink()
    for number, seed in enumerate(seeds):
        (CORPUS / f"seed-{number}").write_text(seed, "utf-8", "replace")
    words = WORK / "words"
    words.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in mark.encode()) + '"\n' for mark in MARKS))
    flags = [f"-max_len={LONGEST}", f"-dict={words}", "-timeout=120", "-rss_limit_mb=4096", "-print_final_stats=1"]
    flags += [f"-artifact_prefix={WORK}/", "-reload=0", *sys.argv[1:], str(CORPUS)]
    atheris.Setup([sys.argv[0], *flags], one_input, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

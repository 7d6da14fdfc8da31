"""Measure this checkout: python -m tests.bench [NAME…] [--repeat 5] [--json FILE]"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.bench.measures import MEASURES, Figure


def row(figure: Figure) -> str:
    spread = f"{min(figure.values):,.1f}–{max(figure.values):,.1f}" if len(figure.values) > 1 else ""
    sign = "≥" if figure.more else "≤"
    verdict = "" if figure.budget != figure.budget else ("yes" if figure.met else "NO")
    budget = "" if figure.budget != figure.budget else f"{sign} {figure.budget:g}"
    return f"| {figure.what} | {figure.median:,.1f} | {spread} | {figure.unit} | {budget} | {verdict} |"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("names", nargs="*", choices=[*MEASURES, []], default=list(MEASURES), metavar="NAME")
    ask.add_argument("--repeat", type=int, default=5)
    ask.add_argument("--json", type=Path)
    told = ask.parse_args()
    figures: list[Figure] = []
    print("| what | median | lowest–highest | unit | budget | met |\n|---|---:|---|---|---|---|")
    for name in told.names:
        for figure in MEASURES[name](told.repeat):
            figures.append(figure)
            print(row(figure), flush=True)
    if told.json:
        told.json.write_text(json.dumps({f.what: f.values for f in figures}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()

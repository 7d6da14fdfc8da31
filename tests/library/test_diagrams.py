"""What draws diagrams: limits, looks, and pictures kept by their content."""

from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.library import graphviz, mermaid
from app.library.diagrams import Diagrams
from app.library.lettering import width, wrapped
from app.markdown.drawing import LONGEST, NotDrawn
from app.markdown.svg import picture

KINDS = {
    "flowchart": "flowchart TD\n A[Client request] -->|yes| B{Is it cached?}",
    "sequence": "sequenceDiagram\n Alice->>John: Hello John\n Note right of John: Rational<br/>thoughts",
    "class": "classDiagram\n Animal <|-- Duck : extends\n class Duck{\n +swim()\n }",
    "state": "stateDiagram-v2\n [*] --> Still\n Still --> [*] : push",
    "er": "erDiagram\n CUSTOMER ||--o{ ORDER : places",
    "gantt": "gantt\n title Plan\n dateFormat YYYY-MM-DD\n section S\n A task :a1, 2026-01-01, 30d",
    "pie": 'pie title Pets\n "Dogs" : 3\n "Cats" : 1',
    "mindmap": "mindmap\n root((map))\n  Origins",
    "git": "gitGraph\n commit\n branch develop\n commit",
}


@pytest.fixture(scope="module")
def drawing() -> Diagrams:
    return Diagrams()


@pytest.fixture
def dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program named dot that is a script of ours; it reads its task from a file."""
    program = tmp_path / "dot"
    program.write_text(f"#!{sys.executable}\nimport os, sys, time\nexec(open({str(tmp_path / 'task.py')!r}).read())\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "task.py"


@pytest.mark.parametrize("kind", KINDS)
def test_mermaid_is_drawn_for_light_and_dark_slides(drawing: Diagrams, kind: str) -> None:
    looks = [drawing.draw("mermaid", KINDS[kind], "light"), drawing.draw("mermaid", KINDS[kind], "dark")]
    pictures = [picture(look) for look in looks if isinstance(look, str)]
    assert len(pictures) == 2
    assert pictures[0].svg != pictures[1].svg
    assert pictures[0].words


def test_a_theme_of_mermaid_itself_can_be_asked_for(drawing: Diagrams) -> None:
    plain = drawing.draw("mermaid", KINDS["sequence"], "light")
    assert drawing.draw("mermaid", KINDS["sequence"], "light", "forest") != plain
    assert isinstance(drawing.draw("mermaid", KINDS["sequence"], "light", "../x"), str)


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("flowchart TD\n A[x --> B", "diagram-error", 2),
        ("nothing known", "diagram-error", 1),
        ("flowchart TD\n" + "\n".join(f"A{i}-->A{j}" for i in range(60) for j in range(i)), "diagram-limit", 1),
        ("x" * (LONGEST + 1), "diagram-limit", 1),
    ],
)
def test_what_cannot_be_drawn_says_why(drawing: Diagrams, source: str, code: str, line: int) -> None:
    made = drawing.draw("mermaid", source, "light")
    assert isinstance(made, NotDrawn)
    assert (made.code, made.line) == (code, line)


def test_labels_that_load_or_run_something_are_harmless_in_the_end(drawing: Diagrams) -> None:
    source = (
        'flowchart TD\n A["<img src=http://evil.example/x onerror=alert(1)><script>alert(1)</script>"] --> B\n'
        ' click A href "https://evil.example"\n C@{ img: "https://evil.example/a.png" }'
    )
    made = drawing.draw("mermaid", source, "light")
    assert isinstance(made, str)
    assert "evil" not in picture(made).svg
    assert "<script" not in picture(made).svg


def test_pictures_are_kept_and_threads_do_not_get_in_each_others_way() -> None:
    drawing = Diagrams(most_kept=3)
    sources = [f"flowchart TD\n A{number} --> B" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda source: drawing.draw("mermaid", source, "light"), sources))
    assert all(isinstance(one, str) for one in made)
    again = drawing.draw("mermaid", sources[0], "light")
    assert again == made[0]
    assert drawing.draw("mermaid", sources[0], "light") is again


def test_without_the_library_or_the_program_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mermaid, "_module", lambda _name: None)
    monkeypatch.setenv("PATH", "")
    drawing = Diagrams()
    for language in ("mermaid", "dot", "plantuml"):
        made = drawing.draw(language, "graph {}", "light")
        assert isinstance(made, NotDrawn)
        assert made.code == "diagram-not-drawn"


def test_dot_gets_the_source_and_a_look_and_no_files(dot: Path) -> None:
    dot.write_text(
        "source = sys.stdin.read()\n"
        "said = source, sys.argv, os.environ['SERVER_NAME'], os.listdir()\n"
        "print('<svg viewBox=\"0 0 9 9\"><text>', *said, '</text></svg>')"
    )
    made = Diagrams().draw("dot", "graph {}", "dark")
    assert isinstance(made, str)
    assert "graph {}" in made
    assert "-Nfillcolor=#1c2736" in made
    assert "pitchme []" in made


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("sys.exit('Error: <stdin>: syntax error in line 3 near x')", "diagram-error"),
        ("time.sleep(60)", "diagram-limit"),
        ("print('x' * 3_000_000)", "diagram-limit"),
    ],
)
def test_dot_that_fails_or_does_too_much_is_stopped(
    dot: Path, monkeypatch: pytest.MonkeyPatch, task: str, code: str
) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 1.0)
    dot.write_text(task)
    made = Diagrams().draw("dot", "graph {}", "light")
    assert isinstance(made, NotDrawn)
    assert made.code == code
    assert made.line == (3 if code == "diagram-error" else 1)


def test_words_are_measured_rather_too_wide() -> None:
    assert width("WWW", 16) > 3 * 15 > width("iii", 16)
    assert width("日本", 10) >= 20
    assert width("e\u0301", 10) == width("e", 10) == width("é", 10)
    assert width("abc", 16, bold=True) > width("abc", 16)
    assert wrapped("one two three", 10, 40) == ["one two", "three"]
    assert wrapped("one two\nthree", 10, None) == ["one two", "three"]
    assert wrapped("Donaudampfschiff", 10, 20) == ["Donaudampfschiff"]

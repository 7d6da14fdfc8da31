"""A first deck (``pitchme new``): short enough to read, and it says what can be written."""

from __future__ import annotations

from pathlib import Path

from app.deck.errors import PitchMeError

FILE = "PITCHME.md"
TEXT = """\
# {title}

A deck that shows how decks are written. Replace what you like.

Note:
These are your notes. You see them in the presenter's console; the audience never gets them.
Markdown works here too.

---

## One slide after the other

- Three dashes on a line begin a slide.
- Three plus signs put a slide below this one.
- Everything after `Note:` is for you alone.

+++

## A slide below

Press **↓** to get here, **Esc** to see all slides, **?** to see the keys.

---

## Step by step

@ul

- One click shows this,
- the next click shows this,
- and the last one this.

@ul

---

## Code, explained

```python
def greet(name: str) -> str:
    return f"Hello, {{name}}!"

print(greet("world"))
```

@[1-2](A function that greets.)
@[4](And how it is called.)

---?color=#1d3557

## A slide with its own background

Write `---?color=#1d3557`, or `---?image=assets/picture.jpg`.

---

## Next

1. Save this file: the browser shows the change at once.
2. Open the presenter link that `pitchme` printed.
3. Press **Start talk**, and every screen follows you.
"""


def new_deck(folder: Path) -> Path:
    """Make ``folder`` with a deck in it and give the deck's file; raises PitchMeError if there is one already."""
    file = folder / FILE
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "A new deck"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as new:
            new.write(TEXT.format(title=title))
    except FileExistsError:
        raise PitchMeError(f"{file if file.exists() else folder} is there already; choose another name") from None
    except OSError as error:
        raise PitchMeError(f"{file}: cannot be written: {error.strerror}") from None
    return file

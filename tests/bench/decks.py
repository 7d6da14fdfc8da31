"""Decks to measure with: prose, lists, tables, highlighted code on every third slide, notes on each."""

from __future__ import annotations

LIST = """\
- measure **once** before step {n}
- change *one* thing
    - a small one
    - with `one` test

1. look
2. think
3. write
"""

TABLE = """\
| what    |   time | verdict |
|:--------|-------:|---------|
| reading | {n} ms | fine    |
| sorting |  12 ms | fine    |
| writing | {n} ms | slow    |

> The figures of run {n}.
"""

CODE = """\
```python
def invoice(orders: list[Order], rate: Decimal) -> Decimal:
    \"\"\"What a customer owes for step {n}.\"\"\"
    total = sum((order.price * order.count for order in orders), Decimal("0"))
    for order in orders:
        if order.late:  # late ones cost more
            total += order.price * rate
    return total.quantize(Decimal("0.01"))
```
"""

BODIES = (LIST, TABLE, CODE)


def mark(number: int, version: int = 0) -> str:
    """The word in the heading of a slide that tells a watcher which slide it sees, and in which version."""
    return f"V{version}-S{number:04d}"


def slide(number: int, version: int = 0) -> str:
    body = BODIES[number % len(BODIES)].format(n=number)
    return f"## Step {mark(number, version)}\n\n{body}\nNote:\nWhat matters in step {number}, in a sentence or two.\n"


def deck(count: int, *, versions: dict[int, int] | None = None) -> str:
    """The text of a deck of ``count`` slides; ``versions`` gives a slide another version than 0."""
    head = "---\ntitle: Bench\ntransition: none\n---\n\n"
    versions = versions or {}
    return head + "\n---\n\n".join(slide(n, versions.get(n, 0)) for n in range(1, count + 1))

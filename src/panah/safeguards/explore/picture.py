"""The machine as a picture and as tables: the life of a matter, and which acts wait for its end. Made from the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from panah.safeguards.guard.events import FIELDS
from panah.safeguards.guard.law import FORCED, Law
from panah.safeguards.guard.matters import Status

WIDTH, HEIGHT = 1400, 720
_BOX_W, _BOX_H = 132, 44

# Where each stage stands: the left edge and the middle of its box.
_AT: Mapping[Status, tuple[int, int]] = {
    Status.SUSPECTED: (30, 190),
    Status.HEARD: (30, 330),
    Status.CLAIMED: (264, 260),
    Status.REFERRED: (498, 260),
    Status.ACCEPTED: (732, 260),
    Status.DECIDING: (732, 400),
    Status.GRANTED: (1006, 260),
    Status.APPEALED: (1006, 400),
    Status.REJECTED: (1006, 530),
    Status.CLOSED: (1250, 400),
}
_SHORT = {
    "anyone": "anybody",
    "person": "the person",
    "second_line": "second line",
    "first_line": "first line",
    "headquarters": "headquarters",
    "body": "a body",
    "competent": "the competent body",
    "court": "a court",
}


def picture(law: Law) -> str:
    """The picture as SVG: text stays text, no script, no outside font."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="title what" font-family="Noto Sans, sans-serif" font-size="12">',
        '<title id="title">The life of a matter</title>',
        f'<desc id="what">{escape(described(law))}</desc>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#44546a"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(30, 40, "The life of a matter", size=22, weight=600),
        _text(30, 66, "While it stands anywhere in the shaded field it is open, and every way back is shut."),
        '<rect x="12" y="84" width="1196" height="496" rx="14" fill="#eef3f8"/>',
        _text(30, 108, "open", size=13, weight=600, fill="#1f4e79"),
    ]
    lines.extend(_arrows(law))
    lines.extend(_box(status) for status in Status)
    lines.extend(_legend(law))
    return "\n".join([*lines, "</svg>", ""])


def described(law: Law) -> str:
    """The same in words, for who can't see it."""
    parts = []
    for step in law.steps.values():
        sources = ", ".join(status.replace("_", " ") for status in Status if status in step.sources)
        by = ", ".join(_SHORT[who] for who in sorted(step.by))
        parts.append(f"{_words(step.code)} ({by}): from {sources} to {step.target.replace('_', ' ')}.")
    return " ".join(parts)


def with_tables(text: str, law: Law) -> str:
    """`docs/guard.md` with the tables of acts, steps, categories and events as they are now, between their marks."""
    for name, rows in (
        ("acts", _acts(law)), ("steps", _steps(law)), ("categories", _categories(law)), ("events", _events())
    ):  # fmt: skip
        before, begin, rest = text.partition(f"<!-- {name}: begin -->\n")
        _, end, after = rest.partition(f"<!-- {name}: end -->")
        text = before + begin + "\n".join(["", *rows, "", ""]) + end + after
    return text


def _steps(law: Law) -> Iterator[str]:
    yield "| step | from | to | by whom | on what conditions |"
    yield "|---|---|---|---|---|"
    for step in law.steps.values():
        sources = ", ".join(_words(status) for status in Status if status in step.sources)
        by = ", ".join(_SHORT[who] for who in sorted(step.by))
        needs = ", ".join(_words(name) for name in step.requires) or "none"
        yield f"| `{step.code}` | {sources} | {_words(step.target)} | {by} | {needs} |"


def _acts(law: Law) -> Iterator[str]:
    yield "| act | kind | by whom | what of the person forbids it | how it has to be done |"
    yield "|---|---|---|---|---|"
    for act in law.acts.values():
        by = ", ".join(_words(role) for role in sorted(act.asked.by))
        bars = ", ".join(map(_words, act.bars)) or "nothing"
        needs = ", ".join(_words(need) for need in act.needs if need != "role") or "–"
        yield f"| `{act.code}` | {_words(act.kind)} | {by} | {bars} | {needs} |"


def _categories(law: Law) -> Iterator[str]:
    yield "| category | competent, in this order | the person may withdraw | groups | reflection |"
    yield "|---|---|---|---|---|"
    for category in law.categories.values():
        flags = (category.withdrawable, category.prima_facie, category.reflection)
        told = " | ".join("yes" if flag else "no" for flag in flags)
        yield f"| `{category.code}` | {', '.join(map(_words, category.bodies))} | {told} |"


def _events() -> Iterator[str]:
    yield "| `what` | fields (`?` may be left out) |"
    yield "|---|---|"
    for what, fields in FIELDS.items():
        told = ", ".join(
            f"`{name}`{'?' if kind.endswith('?') else ''}: {kind.rstrip('?')}" for name, kind in fields.items()
        )
        yield f"| `{what}` | {told or '–'} |"


def _words(code: str) -> str:
    return code.replace("_", " ")


def _box(status: Status) -> str:
    x, y = _AT[status]
    closed = status is Status.CLOSED
    fill, line = ("#ffffff", "#6b7280") if closed else ("#ffffff", "#1f4e79")
    return (
        f'<rect x="{x}" y="{y - _BOX_H // 2}" width="{_BOX_W}" height="{_BOX_H}" rx="8" fill="{fill}" stroke="{line}" '
        f'stroke-width="1.5"/>' + _text(x + _BOX_W // 2, y + 5, _words(status), anchor="middle", size=14, weight=600)
    )


def _arrows(law: Law) -> Iterator[str]:
    merged: dict[tuple[Status, Status], list[str]] = {}
    for step in law.steps.values():
        for start in Status:
            if start in step.sources and start is not step.target and _drawn(step.code, start):
                merged.setdefault((start, step.target), []).append(_words(step.code))
    for (start, end), labels in merged.items():
        back = (end, start) in merged
        yield _arrow(start, end, labels, back)


def _drawn(code: str, start: Status) -> bool:
    """Steps that begin nearly everywhere are told beside the picture."""
    if code in ("withdraw", "close_on_death", "grant_prima_facie"):
        return False
    if code == "accept":
        return start is Status.REFERRED
    if code == "refer":
        return start is Status.CLAIMED
    return (code, start) not in {("reopen", Status.REJECTED), ("transfer", Status.DECIDING)}


def _arrow(start: Status, end: Status, labels: list[str], back: bool) -> str:
    (x1, y1), (x2, y2) = _AT[start], _AT[end]
    if start is Status.CLOSED:
        top, middle = _BOX_H // 2, _BOX_W // 2
        path = f"M {x1 + middle} {y1 - top} C {x1 + middle} 40, {x2 + 120} 130, {x2 + middle} {y2 - top}"
        return _line(path) + _text((x1 + x2) // 2, 156, labels[0], anchor="middle")
    if x1 == x2:
        shift = (-26 if y1 < y2 else 26) if back else 0
        x = x1 + _BOX_W // 2 + shift
        down = y1 < y2
        edge = _BOX_H // 2 if down else -_BOX_H // 2
        path = f"M {x} {y1 + edge} L {x} {y2 - edge}"
        side = "end" if shift < 0 else "start"
        x_text = x - 6 if shift < 0 else x + 6
        middle = (y1 + y2) // 2 + 4
        return _line(path) + "".join(
            _text(x_text, middle + 14 * number - 7 * (len(labels) - 1), label, anchor=side)
            for number, label in enumerate(labels)
        )
    right = x1 < x2
    lift = (-9 if right else 9) if back and y1 == y2 else 0
    ax, bx = (x1 + _BOX_W, x2) if right else (x1, x2 + _BOX_W)
    path = f"M {ax} {y1 + lift} L {bx} {y2 + lift}"
    y_text = (y1 + y2) // 2 + lift + (0 if y1 != y2 else -8 if right or not lift else 18) + (4 if y1 != y2 else 0)
    return _line(path) + "".join(
        _text((ax + bx) // 2, y_text - 14 * (len(labels) - 1 - number), label, anchor="middle")
        for number, label in enumerate(labels)
    )


def _line(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="#44546a" stroke-width="1.3" marker-end="url(#tip)"/>'


def _legend(law: Law) -> Iterator[str]:
    shut = ", ".join(_words(act.code) for act in law.acts.values() if act.kind == FORCED)
    rows = (
        ("From every open stage", "close on death, by the competent body with the death certified."),
        ("From claimed onwards", "withdraw: claims only, before the competent body, in person, freely, with counsel."),
        ("Before a decision", "recognition of a declared group (grant prima facie); transfer to another body."),
        ("Shut while open", f"{shut}; with more questions on who, how and where (the table of acts)."),
        ("Never shut", "admission, admission for the procedure, leaving freely when asked alone."),
    )
    for number, (head, text) in enumerate(rows):
        y = 612 + 22 * number
        yield _text(30, y, head, weight=600)
        yield _text(190, y, text)


def _text(
    x: int, y: int, text: str, *, anchor: str = "start", size: int = 12, weight: int = 400, fill: str = "#1b2430"
) -> str:
    halo = ' paint-order="stroke" stroke="#eef3f8" stroke-width="5"' if anchor == "middle" and weight == 400 else ""
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
        f"{halo}>"
        f"{escape(text)}</text>"
    )

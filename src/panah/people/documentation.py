"""The table of docs/access.md, made from permissions.py: `panah docs` writes it anew."""

from django.utils import translation

from panah.people.permissions import ACTS, DEVICE, POST_ROLES, ROLES

BEGIN, END = "<!-- made from people/permissions.py: begin -->", "<!-- end -->"


class NoPlaceError(ValueError):
    """The document has no place for the table: the two marks are missing."""


def access_table() -> str:
    """Who may do what, as a table in Markdown and in English."""
    from panah.people.roles import ROLE_NAMES

    with translation.override(None):
        heads = ["Act", "What", *(str(ROLE_NAMES[role]) for role in ROLES)]
        lines = [line(heads), line(["---", "---", *(":-:" for _ in ROLES)])]
        for code, act in ACTS.items():
            marks = [_mark(role, code) for role in ROLES]
            lines.append(line([f"`{code}`", str(act.description), *marks]))
    return "\n".join(lines) + "\n"


def with_table(document: str) -> str:
    """The document with the table as it is now; raises NoPlaceError."""
    before, begin, rest = document.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise NoPlaceError
    return f"{before}{BEGIN}\n{access_table()}{END}{after}"


def _mark(role: str, code: str) -> str:
    act = ACTS[code]
    if role not in act.roles:
        return ""
    return "own post" if act.own_post and (role in POST_ROLES or role == DEVICE) else "yes"


def line(cells: list[str]) -> str:
    """One line of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"

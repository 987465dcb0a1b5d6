"""The table of docs/access.md, made from permissions.py: `panah docs` writes it anew."""

from django.utils import translation

from panah.people.permissions import ACTS
from panah.people.roles import DEVICE, POST_ROLES, ROLES
from panah.people.words import ROLE_NAMES


def access_table() -> str:
    """Who may do what, as a table in Markdown and in English."""
    with translation.override(None):
        heads = ["Act", "What", *(str(ROLE_NAMES[role]) for role in ROLES)]
        lines = [line(heads), line(["---", "---", *(":-:" for _ in ROLES)])]
        for code, act in ACTS.items():
            marks = [_mark(role, code) for role in ROLES]
            lines.append(line([f"`{code}`", str(act.description), *marks]))
    return "\n".join(lines) + "\n"


def _mark(role: str, code: str) -> str:
    act = ACTS[code]
    if role not in act.roles:
        return ""
    return "own post" if act.own_post and (role in POST_ROLES or role == DEVICE) else "yes"


def line(cells: list[str]) -> str:
    """One line of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"

"""Tags that group things: the head of a page, panels, findings, facts, dialogs; `{% load panah %}` brings them."""

from typing import Any

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from panah.web import states
from panah.web.drawing import draw


def pageheader(
    context: Context, content: str, title: str, lead: str = "", eyebrow: str = "", back: str = "", back_label: str = ""
) -> SafeString:
    """The head of a page, actions between the tags. `back` is a URL; `eyebrow` a line above when there is none."""
    return draw(
        context,
        "pageheader",
        title=title,
        lead=lead,
        eyebrow=eyebrow,
        back=back,
        back_label=back_label,
        body=mark_safe(content.strip()),
    )


def panel(
    context: Context,
    content: str,
    title: str = "",
    lead: str = "",
    state: str = "",
    kind: str = "",
    id: str = "",
    level: int = 2,
    aside: str = "",
) -> SafeString:
    """A group of things that belong together. `kind` is "", "flat" or "sunk"; `state` colours it; `aside` is markup."""
    if state:
        states.checked(state)
    return draw(
        context,
        "panel",
        title=title,
        lead=lead,
        state=state,
        kind=kind,
        id=id,
        level=level,
        aside=aside,
        body=content,
    )


def findings(content: str) -> SafeString:
    """The list around `{% finding %}` lines."""
    return format_html('<ul class="findings">{}</ul>', content)


def finding(
    context: Context,
    state: str,
    title: str,
    detail: Any = (),
    source: str = "",
    unknown: Any = (),
    word: str = "",
    id: str = "",
    icon: str = "",
) -> SafeString:
    """One finding: a colour with its `word` (has a default), a title, one or more lines of detail, the source, and
    what was not known. Use inside `{% findings %}`."""
    colour = states.checked(state)
    return draw(
        context,
        "finding",
        colour=colour,
        symbol=icon or states.ICONS[colour],
        word=word or states.WORDS[colour],
        title=title,
        details=_lines(detail),
        unknown=_lines(unknown),
        source=source,
        id=id,
    )


def _lines(value: Any) -> list[Any]:
    if not value:
        return []
    return [value] if not isinstance(value, list | tuple) else list(value)


def facts(content: str) -> SafeString:
    """A description list around `{% fact %}` pairs; as many columns as fit."""
    return format_html('<dl class="facts">{}</dl>', content)


def empty(
    context: Context, content: str, title: str, icon: str = "inbox", lead: str = "", level: int = 0
) -> SafeString:
    """What stands where nothing is yet, with the next step between the tags."""
    return draw(context, "empty", title=title, symbol=icon, lead=lead, level=level, body=mark_safe(content.strip()))


def dialog(context: Context, content: str, id: str, title: str, open: bool = False) -> SafeString:
    """A native dialog; a button with `data-dialog="id"` opens it. `open=True` opens it when the page has loaded."""
    return draw(context, "dialog", id=id, title=title, open=open, body=content)

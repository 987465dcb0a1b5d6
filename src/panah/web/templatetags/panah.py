"""`{% load panah %}`: components of the design language. docs/design-language.md lists them with their parameters."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django import template
from django.contrib.messages import get_messages
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext

from panah.web import amounts, formats, icons, states, wording
from panah.web.drawing import draw
from panah.web.tables import Table

register = template.Library()

register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("day", formats.day)
register.filter("clock", formats.clock)
register.filter("moment", formats.moment)
register.filter("duration", formats.duration)
register.filter("days", formats.days_long)
register.filter("ago", formats.ago)
register.filter("partial_date", formats.partial_date)
register.filter("beside", formats.beside)
register.filter("isolated", formats.isolated)
register.filter("country", wording.country)
register.filter("word", wording.word)
register.simple_tag(takes_context=True)(amounts.meter)
register.simple_tag(takes_context=True)(amounts.progress)
register.simple_tag(takes_context=True)(amounts.countdown)
register.simple_tag(amounts.clock_now)


def _attributes(values: Mapping[str, Any]) -> SafeString:
    """`hx_post="…"` → ` hx-post="…"`; True gives a bare attribute, None, False and "" none."""
    shown = [
        (name.rstrip("_").replace("_", "-"), value) for name, value in values.items() if value not in (None, False, "")
    ]
    return format_html_join(
        "", "{}", ((format_html(" {}", n) if v is True else format_html(' {}="{}"', n, v),) for n, v in shown)
    )


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon: `{% icon "shield" %}`, `{% icon "lock" "l" label=_("Locked") %}`."""
    return icons.icon(str(name), str(size), str(label))


@register.simple_tag
def state(colour: str, word: str, size: str = "", icon: str = "") -> SafeString:
    """A state as colour, icon and word: `{% state "green" _("Valid") %}`; `size="l"` for the one that decides."""
    colour = states.checked(colour)
    return format_html(
        '<span class="state {}{}">{}<span>{}</span></span>',
        colour,
        " state-l" if size == "l" else "",
        icons.icon(icon or states.ICONS[colour]),
        word,
    )


@register.simple_tag
def keys(shown: str) -> SafeString:
    """A key or a chord: `{% keys "F2" %}`, `{% keys "Ctrl+K" %}`."""
    caps = format_html_join(" ", "<kbd>{}</kbd>", ((part,) for part in shown.split("+")))
    return format_html('<span class="nowrap" dir="ltr">{}</span>', caps)


@register.simple_tag
def keylegend() -> SafeString:
    """The line of keys that work on this page, filled by `keys.js` from every `data-key`; empty without scripts."""
    return format_html('<dl class="keys" data-key-legend aria-label="{}"></dl>', gettext("Keys on this page"))


@register.simple_block_tag(takes_context=True)
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


@register.simple_block_tag(takes_context=True)
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


@register.simple_block_tag
def findings(content: str) -> SafeString:
    """The list around `{% finding %}` lines."""
    return format_html('<ul class="findings">{}</ul>', content)


@register.simple_tag(takes_context=True)
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


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A description list around `{% fact %}` pairs; as many columns as fit."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def fact(label: str, value: Any = "", kind: str = "") -> SafeString:
    """A label and its value; an en dash for nothing. `kind`: "big", "wide", "mono" or several of them."""
    css = "".join(f" fact-{one}" for one in kind.split() if one != "mono")
    shown = "–" if value in (None, "") else value
    inner = format_html('<bdi class="mono">{}</bdi>' if "mono" in kind else "<bdi>{}</bdi>", shown)
    return format_html('<div class="fact{}"><dt>{}</dt><dd>{}</dd></div>', css, label, inner)


@register.simple_tag
def figure(value: Any, label: str) -> SafeString:
    """One large number and what it counts."""
    shown = formats.number(value) if isinstance(value, int | float) else value
    return format_html('<p class="figure"><b>{}</b><span>{}</span></p>', shown, label)


@register.simple_tag(takes_context=True)
def button(
    context: Context,
    label: str,
    kind: str = "plain",
    url: str = "",
    icon: str = "",
    key: str = "",
    size: str = "",
    type: str = "submit",
    confirm: str = "",
    **attributes: Any,
) -> SafeString:
    """A button, or with `url` a link that looks like one. `kind`: plain, primary, quiet, danger; `size`: "", "big",
    "wide", "square" (icon only, the label is read out). `key` shows and binds a key; `confirm` asks first. Anything
    else becomes an attribute: `name="act" value="admit" hx_post=url`."""
    extra: dict[str, Any] = {"data-key": key, "data-key-label": label if key else "", "data-confirm": confirm}
    return draw(
        context,
        "button",
        label=label,
        kind=kind,
        url=url,
        symbol=icon,
        key=key,
        key_shown="Esc" if key == "Escape" else key,
        size=size,
        type=type,
        square=size == "square",
        attrs=_attributes({**extra, **attributes}),
    )


@register.simple_block_tag(takes_context=True)
def empty(
    context: Context, content: str, title: str, icon: str = "inbox", lead: str = "", level: int = 0
) -> SafeString:
    """What stands where nothing is yet, with the next step between the tags."""
    return draw(context, "empty", title=title, symbol=icon, lead=lead, level=level, body=mark_safe(content.strip()))


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, id: str, title: str, open: bool = False) -> SafeString:
    """A native dialog; a button with `data-dialog="id"` opens it. `open=True` opens it when the page has loaded."""
    return draw(context, "dialog", id=id, title=title, open=open, body=content)


@register.simple_tag(takes_context=True)
def messages(context: Context) -> SafeString:
    """What the last act has to say (Django's messages), each with colour, icon and a way to hide it."""
    request = context.get("request")
    found = [
        {"text": one, "colour": (colour := states.of_message(one.level)), "symbol": states.ICONS[colour]}
        for one in (get_messages(request) if request is not None else ())
    ]
    return draw(context, "messages", messages=found) if found else SafeString("")


@register.simple_tag
def message(colour: str, text: str) -> SafeString:
    """A standing notice within the page."""
    colour = states.checked(colour)
    return format_html(
        '<div class="message {}" role="note">{}<p>{}</p></div>', colour, icons.icon(states.ICONS[colour]), text
    )


@register.simple_tag(takes_context=True)
def tabs(context: Context, tabs: Iterable[Mapping[str, Any]], label: str = "") -> SafeString:
    """Tabs that are links: mappings with label, url, current and, if wanted, icon and count. With `counted_to` a count
    above it stands as that and a plus, and none isn't shown."""
    shown = [{"icon": "", "count": None, "current": False, **tab, **_counted(tab)} for tab in tabs]
    return draw(context, "tabs", tabs=shown, label=label or gettext("Parts of this page"))


def _counted(tab: Mapping[str, Any]) -> dict[str, Any]:
    bound = tab.get("counted_to")
    return {} if bound is None else {"count": min(tab["count"], bound) or None, "more": tab["count"] > bound}


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], name: str = "page") -> SafeString:
    """Links to the page before and after; other parameters of the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is not None:
        query.pop(name, None)
    text = query.urlencode() + "&" if query else ""
    return draw(context, "pagination", page=page, name=name, query=text)


@register.simple_tag(takes_context=True)
def search(
    context: Context, label: str, action: str = "", name: str = "q", value: str = "", help: str = "", button: str = ""
) -> SafeString:
    """A search that is posted, because what is searched for (names, numbers) must not stand in an address."""
    return draw(
        context,
        "search",
        label=label,
        action=action,
        name=name,
        value=value,
        help=help,
        button=button or gettext("Search"),
        mark=slugify(name) or "q",
    )


@register.simple_tag(takes_context=True)
def table(context: Context, table: Table) -> SafeString:
    """A `panah.web.tables.Table`: headers that sort, a filter box, pages, CSV, stacked rows on a phone."""
    return draw(context, "table", table=table)


@register.simple_tag(takes_context=True)
def printhead(context: Context) -> SafeString:
    """The line that heads a page when it is printed: post, time, by whom."""
    return draw(context, "printhead", now=datetime.now(UTC))


@register.simple_tag
def field(bound: BoundField, **attributes: Any) -> SafeString:
    """A form field with label, help and error. Extra attributes go to its control: `{% field form.mrz rows=3 %}`."""
    if attributes:
        bound.field.widget.attrs |= {name.replace("_", "-"): value for name, value in attributes.items()}
    return bound.as_field_group()


def _lines(value: Any) -> list[Any]:
    if not value:
        return []
    return [value] if not isinstance(value, list | tuple) else list(value)

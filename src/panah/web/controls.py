"""Tags for what is pressed, filled in or followed: buttons, fields, tabs, pages; `{% load panah %}` brings them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext

from panah.web.drawing import draw


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


def _attributes(values: Mapping[str, Any]) -> SafeString:
    """`hx_post="…"` → ` hx-post="…"`; True gives a bare attribute, None, False and "" none."""
    shown = [
        (name.rstrip("_").replace("_", "-"), value) for name, value in values.items() if value not in (None, False, "")
    ]
    return format_html_join(
        "", "{}", ((format_html(" {}", n) if v is True else format_html(' {}="{}"', n, v),) for n, v in shown)
    )


def field(bound: BoundField, **attributes: Any) -> SafeString:
    """A form field with label, help and error. Extra attributes go to its control: `{% field form.mrz rows=3 %}`."""
    if attributes:
        bound.field.widget.attrs |= {name.replace("_", "-"): value for name, value in attributes.items()}
    return bound.as_field_group()


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


def tabs(context: Context, tabs: Iterable[Mapping[str, Any]], label: str = "") -> SafeString:
    """Tabs that are links: mappings with label, url, current and, if wanted, icon and count. With `counted_to` a count
    above it stands as that and a plus, and none isn't shown."""
    shown = [{"icon": "", "count": None, "current": False, **tab, **_counted(tab)} for tab in tabs]
    return draw(context, "tabs", tabs=shown, label=label or gettext("Parts of this page"))


def _counted(tab: Mapping[str, Any]) -> dict[str, Any]:
    bound = tab.get("counted_to")
    return {} if bound is None else {"count": min(tab["count"], bound) or None, "more": tab["count"] > bound}


def pagination(context: Context, page: Page[Any], name: str = "page") -> SafeString:
    """Links to the page before and after; other parameters of the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is not None:
        query.pop(name, None)
    text = query.urlencode() + "&" if query else ""
    return draw(context, "pagination", page=page, name=name, query=text)

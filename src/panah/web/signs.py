"""Tags that say one thing: a state, an icon, a key, a value with its label; `{% load panah %}` brings them."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from panah.web import formats, icons, states


def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon: `{% icon "shield" %}`, `{% icon "lock" "l" label=_("Locked") %}`."""
    return icons.icon(str(name), str(size), str(label))


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


def keys(shown: str) -> SafeString:
    """A key or a chord: `{% keys "F2" %}`, `{% keys "Ctrl+K" %}`."""
    caps = format_html_join(" ", "<kbd>{}</kbd>", ((part,) for part in shown.split("+")))
    return format_html('<span class="nowrap" dir="ltr">{}</span>', caps)


def keylegend() -> SafeString:
    """The line of keys that work on this page, filled by `keys.js` from every `data-key`; empty without scripts."""
    return format_html('<dl class="keys" data-key-legend aria-label="{}"></dl>', gettext("Keys on this page"))


def fact(label: str, value: Any = "", kind: str = "") -> SafeString:
    """A label and its value; an en dash for nothing. `kind`: "big", "wide", "mono" or several of them."""
    css = "".join(f" fact-{one}" for one in kind.split() if one != "mono")
    shown = "–" if value in (None, "") else value
    inner = format_html('<bdi class="mono">{}</bdi>' if "mono" in kind else "<bdi>{}</bdi>", shown)
    return format_html('<div class="fact{}"><dt>{}</dt><dd>{}</dd></div>', css, label, inner)


def figure(value: Any, label: str) -> SafeString:
    """One large number and what it counts."""
    shown = formats.number(value) if isinstance(value, int | float) else value
    return format_html('<p class="figure"><b>{}</b><span>{}</span></p>', shown, label)


def message(colour: str, text: str) -> SafeString:
    """A standing notice within the page."""
    colour = states.checked(colour)
    return format_html(
        '<div class="message {}" role="note">{}<p>{}</p></div>', colour, icons.icon(states.ICONS[colour]), text
    )

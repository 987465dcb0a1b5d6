"""Pictures of figures: an Altair chart → SVG in our type and colours, for day, night and paper.

A picture never stands alone: the page that shows it has the same figures in a table, and the picture a sentence for
those who can't see it. No script reaches the browser.
"""

import hashlib
import json
from functools import cache, lru_cache
from typing import Any

import altair as alt
import vl_convert
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from panah.web import fonts, languages

FONT = "Noto Sans, Noto Sans Arabic"
SERIES = {
    "day": ("#0b5e62", "#c07a1c", "#7a5ea8", "#4f7d3a", "#9a4a55", "#5b6b73"),
    "night": ("#63c5c1", "#e6ab5c", "#b6a1dd", "#9cc987", "#dd98a1", "#a8b3af"),
}
"""Colours of series, told apart also by those who see few colours; none of them is a state's colour."""

_INK = {
    "day": {"ink": "#1d2523", "muted": "#525b57", "line": "#ddd7ca"},
    "night": {"ink": "#e9e6de", "muted": "#a8b3af", "line": "#2e393a"},
}


@cache
def _ready() -> None:
    for folder in fonts.folders():
        vl_convert.register_font_directory(str(folder))


def _config(theme: str, rtl: bool) -> dict[str, Any]:
    ink = _INK[theme]
    label = {"labelFont": FONT, "titleFont": FONT, "labelColor": ink["muted"], "titleColor": ink["muted"]}
    sizes = {"labelFontSize": 14, "titleFontSize": 14, "titleFontWeight": "normal"}
    axis = {**label, **sizes, "gridColor": ink["line"], "domainColor": ink["line"], "ticks": False, "labelPadding": 8}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "range": {"category": list(SERIES[theme])},
        "mark": {"color": SERIES[theme][0]},
        "bar": {"cornerRadiusEnd": 3},
        "line": {"strokeWidth": 3, "strokeCap": "round"},
        "text": {"font": FONT, "fontSize": 13, "color": ink["ink"]},
        "axis": axis,
        "axisX": {"grid": False},
        "axisY": {"orient": "right" if rtl else "left", "domain": False},
        "legend": {**label, **sizes, "orient": "top", "title": None, "symbolType": "circle"},
        "header": {**label, **sizes},
        "title": {"font": FONT, "color": ink["ink"], "fontSize": 16, "anchor": "end" if rtl else "start"},
    }


def svg(chart: alt.TopLevelMixin, theme: str = "day") -> str:
    """The chart as SVG text: `day` (also for paper, with `printing`'s `picture`) or `night`.

    In a language read from the right, time and categories run from the right as well.
    """
    rtl = languages.get(get_language()).rtl
    spec = chart.to_dict(validate=True)
    spec["config"] = _merged(spec.get("config", {}), _config(theme, rtl))
    if rtl:
        _turn_round(spec)
    return _drawn(
        json.dumps(spec, ensure_ascii=False, sort_keys=True, default=str), get_language() or languages.DEFAULT
    )


@lru_cache(maxsize=128)
def _drawn(spec: str, language: str) -> str:
    _ready()
    numbers, times = _locales(language)
    return str(vl_convert.vegalite_to_svg(spec, format_locale=numbers, time_format_locale=times))


@cache
def _locales(language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """How axes write numbers and times, in the form Vega wants, from Babel."""
    locale = languages.babel_locale(language)
    eastern = locale.default_numbering_system == "arabext"
    symbols = locale.number_symbols["arabext" if eastern else "latn"]
    numbers: dict[str, Any] = {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3]}
    numbers["currency"] = ["", ""]
    if eastern:
        numbers["numerals"] = list("۰۱۲۳۴۵۶۷۸۹")
    # Babel counts days from Monday, Vega from Sunday.
    sunday_first = [6, 0, 1, 2, 3, 4, 5]
    months, days = locale.months["stand-alone"], locale.days["stand-alone"]
    times = {
        "dateTime": "%d.%m.%Y %H:%M",
        "date": "%d.%m.%Y",
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": [days["wide"][at] for at in sunday_first],
        "shortDays": [days["abbreviated"][at] for at in sunday_first],
        "months": [months["wide"][at] for at in range(1, 13)],
        "shortMonths": [months["abbreviated"][at] for at in range(1, 13)],
    }
    return numbers, times


def picture(chart: alt.TopLevelMixin, *, alt: str) -> SafeString:
    """The chart for a page, in the colours of day and of night; the style sheet shows the one that fits.

    `alt` says in a sentence what the picture shows. Put the table of the same figures beside it.
    """
    return format_html(
        '<figure class="picture" role="img" aria-label="{}">{}</figure>',
        alt,
        mark_safe("".join(_inline(svg(chart, theme), theme) for theme in ("day", "night"))),
    )


def _inline(text: str, theme: str) -> str:
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    # Ids repeat between two pictures of one page; inline styles the policy would drop.
    text = text[text.index("<svg") :].replace('id="', f'id="{mark}-').replace("url(#", f"url(#{mark}-")
    return text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1).replace(
        'class="marks"', f'class="marks picture-{theme}"', 1
    )


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Ours below the chart's own wishes, but in place of Altair's default size of a view."""
    mixed = {**second, **{key: value for key, value in first.items() if key not in second}}
    for key in first.keys() & second.keys():
        if isinstance(first[key], dict) and isinstance(second[key], dict):
            mixed[key] = {**first[key], **second[key]}
    return mixed


def _turn_round(part: Any) -> None:
    if isinstance(part, list):
        for one in part:
            _turn_round(one)
    elif isinstance(part, dict):
        channel = part.get("encoding", {}).get("x") if isinstance(part.get("encoding"), dict) else None
        if isinstance(channel, dict) and "type" in channel:
            channel["scale"] = {"reverse": True, **(channel.get("scale") or {})}
        for key in ("layer", "hconcat", "vconcat", "concat", "spec"):
            _turn_round(part.get(key))

"""Pictures of figures: an Altair chart → SVG in our type and colours, for day and night, wide and narrow, and paper.

A picture never stands alone: the page that shows it has the same figures in a table, and the picture a sentence for
those who can't see it. No script reaches the browser.
"""

import copy
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
TOKENS = {
    "--ink": "#1d2523", "--muted": "#525b57", "--line": "#ddd7ca",
    "--accent": "#0b5e62", "--c2": "#c07a1c", "--c3": "#7a5ea8", "--c4": "#4f7d3a",
}  # fmt: skip
"""The colours of paper, by the tokens of the style sheet that stand for them on a page, by day and by night. Those of
series, the accent first, are told apart also by those who see few colours; none of them is a state's colour."""

NARROW = 320
"""How wide a picture is on a telephone, all in all: drawn that wide its letters keep their size."""


@cache
def _ready() -> None:
    for folder in fonts.folders():
        vl_convert.register_font_directory(str(folder))


def _config(paper: bool, rtl: bool) -> dict[str, Any]:
    colour = TOKENS if paper else {token: f"var({token})" for token in TOKENS}
    ink, muted, line, *series = colour.values()
    label = {"labelFont": FONT, "titleFont": FONT, "labelColor": muted, "titleColor": muted}
    sizes = {"labelFontSize": 14, "titleFontSize": 14, "titleFontWeight": "normal"}
    axis = {**label, **sizes, "gridColor": line, "domainColor": line, "ticks": False, "labelPadding": 8}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "range": {"category": series},
        "mark": {"color": series[0]},
        "bar": {"cornerRadiusEnd": 3},
        "line": {"strokeWidth": 3, "strokeCap": "round"},
        "rule": {"color": ink},
        "text": {"font": FONT, "fontSize": 13, "color": ink},
        "axis": axis,
        "axisX": {"grid": False},
        "axisY": {"orient": "right" if rtl else "left", "domain": False},
        "legend": {**label, **sizes, "orient": "top", "title": None, "symbolType": "circle"},
        "header": {**label, **sizes},
        "title": {"font": FONT, "color": ink, "fontSize": 16, "anchor": "end" if rtl else "start"},
    }


def svg(chart: alt.TopLevelMixin, *, paper: bool = True, narrow: bool = False) -> str:
    """The chart as SVG text: for paper (with `printing`'s `picture`), or in the colours of the page it stands on, there
    also `narrow`.

    In a language read from the right, time and categories run from the right as well.
    """
    rtl = languages.get(get_language()).rtl
    spec = copy.deepcopy(chart.to_dict(validate=True))
    spec["config"] = _merged(spec.get("config", {}), _config(paper, rtl))
    if rtl:
        _turn_round(spec)
    if narrow:
        _squeeze(spec)
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
    """The chart for a page, wide and narrow, coloured for day and night; the style sheet shows the one that fits.

    `alt` says in a sentence what the picture shows. Put the table of the same figures beside it.
    """
    return format_html(
        '<figure class="picture" role="img" aria-label="{}">{}</figure>',
        alt,
        mark_safe(_inline(svg(chart, paper=False), "wide") + _inline(svg(chart, paper=False, narrow=True), "narrow")),
    )


def _inline(text: str, width: str) -> str:
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    # Ids repeat between two pictures of one page; inline styles the policy would drop.
    text = text[text.index("<svg") :].replace('id="', f'id="{mark}-').replace("url(#", f"url(#{mark}-")
    return text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1).replace(
        'class="marks"', f'class="marks picture-{width}"', 1
    )


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Ours below the chart's own wishes, but in place of Altair's default size of a view."""
    mixed = {**second, **{key: value for key, value in first.items() if key not in second}}
    for key in first.keys() & second.keys():
        if isinstance(first[key], dict) and isinstance(second[key], dict):
            mixed[key] = {**first[key], **second[key]}
    return mixed


def _squeeze(spec: dict[str, Any]) -> None:
    for layer in spec.get("layer", []):
        layer.pop("width", None)
    spec |= {"width": NARROW, "autosize": {"type": "fit-x", "contains": "padding"}}
    spec["config"]["legend"] |= {"columns": 1, "labelLimit": 180}
    for part in [spec, *spec.get("layer", [])]:
        names = part.get("encoding", {}).get("y", {})
        if "axis" in names:
            names["axis"].pop("labelLimit", None)
    # What doesn't fit is in the table beside it.
    spec["config"]["axisY"] |= {"labelLimit": 150}
    spec["config"]["axisX"] |= {"labelOverlap": "parity"}


def _turn_round(part: Any) -> None:
    if isinstance(part, list):
        for one in part:
            _turn_round(one)
    elif isinstance(part, dict):
        channel = part.get("encoding", {}).get("x") if isinstance(part.get("encoding"), dict) else None
        if isinstance(channel, dict) and "type" in channel:
            channel["scale"] = {"reverse": True, **(channel.get("scale") or {})}
            mark = part.get("mark")
            if channel["type"] == "quantitative" and isinstance(mark, dict) and mark.get("type") == "bar":
                # Turned round, the end that is made round would be the one at nought.
                mark["cornerRadiusEnd"] = 0
        for key in ("layer", "hconcat", "vconcat", "concat", "spec"):
            _turn_round(part.get(key))

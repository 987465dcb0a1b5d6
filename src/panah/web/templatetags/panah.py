"""`{% load panah %}`: components of the design language. docs/design-language.md lists them with their parameters."""

from datetime import UTC, datetime

from django import template
from django.contrib.messages import get_messages
from django.template import Context
from django.utils.safestring import SafeString

from panah.web import amounts, controls, formats, signs, states, surfaces, wording
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
register.simple_tag(signs.icon)
register.simple_tag(signs.state)
register.simple_tag(signs.keys)
register.simple_tag(signs.keylegend)
register.simple_tag(signs.fact)
register.simple_tag(signs.figure)
register.simple_tag(signs.message)
register.simple_block_tag(takes_context=True)(surfaces.pageheader)
register.simple_block_tag(takes_context=True)(surfaces.panel)
register.simple_block_tag(surfaces.findings)
register.simple_tag(takes_context=True)(surfaces.finding)
register.simple_block_tag(surfaces.facts)
register.simple_block_tag(takes_context=True)(surfaces.empty)
register.simple_block_tag(takes_context=True)(surfaces.dialog)
register.simple_tag(takes_context=True)(controls.button)
register.simple_tag(controls.field)
register.simple_tag(takes_context=True)(controls.search)
register.simple_tag(takes_context=True)(controls.tabs)
register.simple_tag(takes_context=True)(controls.pagination)


@register.simple_tag(takes_context=True)
def messages(context: Context) -> SafeString:
    """What the last act has to say (Django's messages), each with colour, icon and a way to hide it."""
    request = context.get("request")
    found = [
        {"text": one, "colour": (colour := states.of_message(one.level)), "symbol": states.ICONS[colour]}
        for one in (get_messages(request) if request is not None else ())
    ]
    return draw(context, "messages", messages=found) if found else SafeString("")


@register.simple_tag(takes_context=True)
def table(context: Context, table: Table) -> SafeString:
    """A `panah.web.tables.Table`: headers that sort, a filter box, pages, CSV, stacked rows on a phone."""
    return draw(context, "table", table=table)


@register.simple_tag(takes_context=True)
def printhead(context: Context) -> SafeString:
    """The line that heads a page when it is printed: post, time, by whom."""
    return draw(context, "printhead", now=datetime.now(UTC))

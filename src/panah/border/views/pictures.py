"""Pictures of the board."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from panah.border.desk.board import HourRow
from panah.web import formats
from panah.web.pictures import picture


def crossings_by_hour(hours: Sequence[HourRow]) -> SafeString:
    """Entries and exits for each hour of the shift, side by side."""
    return picture(hours_chart(hours), alt=hours_sentence(hours))


def hours_chart(hours: Sequence[HourRow]) -> alt.Chart:
    """The same chart for the screen and for paper."""
    rows = [
        {"hour": formats.clock(row.hour), "way": way, "count": count}
        for row in hours
        for way, count in ((_("Entries"), row.entries), (_("Exits"), row.exits))
    ]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), width=480, height=220)
        .mark_bar()
        .encode(
            x=alt.X("hour:N", title=None, sort=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("way:N", sort=None),
            y=alt.Y("count:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("way:N", sort=None),
        )
    )
    return chart


def hours_sentence(hours: Sequence[HourRow]) -> str:
    """What the picture shows, in a sentence."""
    entries, exits = sum(row.entries for row in hours), sum(row.exits for row in hours)
    return _("Crossings by hour of this shift: %(entries)s entries, %(exits)s exits.") % {
        "entries": formats.number(entries),
        "exits": formats.number(exits),
    }

"""Tags that show an amount or a time against its limit, in words first; `{% load panah %}` brings them."""

from datetime import UTC, datetime, timedelta
from json import dumps

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from panah.web import formats, states
from panah.web.drawing import draw


def _share(value: float, maximum: float) -> int:
    return 0 if maximum <= 0 else round(100 * min(max(value / maximum, 0), 1))


def meter(context: Context, value: float, maximum: float, label: str, text: str = "", state: str = "") -> SafeString:
    """A measured amount against its limit, in words (`text`, default "3 of 10") and as a bar."""
    shown = text or gettext("%(value)s of %(maximum)s") % {
        "value": formats.number(value),
        "maximum": formats.number(maximum),
    }
    return draw(
        context,
        "meter",
        value=value,
        maximum=maximum,
        label=label,
        text=shown,
        share=_share(value, maximum),
        colour=states.checked(state) if state else "",
    )


def progress(context: Context, done: float, total: float, label: str) -> SafeString:
    """How far a piece of work has come."""
    shown = gettext("%(value)s of %(maximum)s") % {"value": formats.number(done), "maximum": formats.number(total)}
    return draw(context, "progress", value=done, maximum=total, label=label, text=shown, share=_share(done, total))


def clock_now() -> SafeString:
    """The time at the post, kept going by `clocks.js`."""
    now = datetime.now(UTC)
    ahead = localtime(now).utcoffset() or timedelta(0)
    return format_html(
        '<time class="number" datetime="{}" data-clock data-offset="{}">{}</time>',
        now.isoformat(),
        int(ahead.total_seconds()) // 60,
        formats.clock(now),
    )


def countdown(
    context: Context, until: datetime, since: datetime | None = None, limit: str = "", now: datetime | None = None
) -> SafeString:
    """What is left until a limit, in words and colour: green, amber in the last quarter, red when it has passed.
    `since` is when the clock began; `limit` may add a line such as "of 48 h"."""
    now = now or datetime.now(UTC)
    left = until - now
    whole = until - since if since else timedelta(0)
    warn = whole / 4 if since else timedelta(hours=1)
    colour = "red" if left <= timedelta(0) else "amber" if left <= warn else "green"
    left_pattern, over_pattern = gettext("%(time)s left"), gettext("over by %(time)s")
    words = (over_pattern if colour == "red" else left_pattern) % {"time": formats.duration(abs(left))}
    units = [gettext("%(hours)s h"), gettext("%(minutes)s min"), gettext("%(seconds)s s")]
    return draw(
        context,
        "countdown",
        until=until,
        since=since or now,
        limit=limit,
        colour=colour,
        words=words,
        symbol="alarm-clock" if colour == "red" else "hourglass",
        units=dumps(units, ensure_ascii=False),
        left_pattern=left_pattern,
        over_pattern=over_pattern,
        warn=int(warn.total_seconds()),
    )

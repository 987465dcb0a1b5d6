"""What the system noticed, as the second line reads it: what, why, and by which source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from panah.border.desk.noticing import Noticed
from panah.web.formats import day
from panah.web.wording import word


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in words."""

    text: str
    why: str
    source: str


def notice_lines(found: Iterable[Noticed]) -> list[NoticeLine]:
    """In words, in the language in use."""
    return [
        NoticeLine(
            word(one.notice.code, dict(one.notice.params)),
            _(one.kind.why),
            _("%(source)s, as of %(date)s") % {"source": one.source, "date": day(one.source.as_of)},
        )
        for one in found
    ]

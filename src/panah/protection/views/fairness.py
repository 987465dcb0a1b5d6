"""Fairness at the line on a page: a table, a picture, and in words what neither can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

import altair as alt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from panah.border.desk.posts import read_here
from panah.border.desk.rates import FACTORS as OF_TRAVELLERS
from panah.people.access import Staff, may, must_be_staff
from panah.people.desk.names import names_of
from panah.protection.desk import fairness as desk
from panah.protection.desk.fairness import Fairness
from panah.protection.desk.oversight import span_of
from panah.safeguards.fairness import Compared, Interval, Ratio, Yield, shown, smallest
from panah.web import formats
from panah.web.pictures import picture
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import country, word

ACT = "protection.fairness"


@may(ACT)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One question about one factor, over a time, at one post or all."""
    staff = must_be_staff(request)
    span, since = span_of(request.GET.get("span", "quarter"), timezone.now())
    question = _one_of(request.GET.get("question", ""), desk.QUESTIONS)
    known = read_here()
    choice = [post for post in known if staff.may(ACT, post.id)]
    everywhere = len(choice) == len(known) and staff.post is None
    asked = next((post.id for post in choice if post.id.hex == request.GET.get("post")), None)
    post = asked if everywhere or asked else choice[0].id if choice else UUID(int=0)
    sees_officers = _sees_officers(staff, post)
    factors = {code: label for code, label in _factors().items() if sees_officers or code != "officer"}
    factor = _one_of(request.GET.get("by", ""), tuple(factors))
    found = desk.fairness(post, since, timezone.now(), question, factor)
    here = {"span": span, "question": question, "by": factor, "post": post.hex if post else ""}
    called = _called(found, {str(post.id): post.name for post in choice})
    groups = _groups(request, found, here, called)
    if request.GET.get("csv") == "groups":
        return groups.csv("fairness.csv")
    context = {
        "found": found,
        "groups": groups,
        "officers": _officers(request, found, called) if sees_officers and factor in OF_TRAVELLERS else None,
        "accused": sum(one.stands_out for one in found.officers),
        "yields": _yields(request, found, called) if found.question == "set_aside" else None,
        "posts": _posts(request, found, {post.id: post.name for post in choice}) if found.places else None,
        "picture": _picture(found, called) if any(one.ratio for one in found.groups) else "",
        "questions": _tabs(here, "question", _questions()),
        "factors": _tabs(here, "by", factors),
        "spans": _tabs(here, "span", {"month": _("30 days"), "quarter": _("Three months"), "year": _("One year")}),
        "places": _places(here, choice, everywhere=everywhere),
        "none_read": not known,
        "smallest": smallest(),
        "question": _questions()[question],
    }
    return render(request, "protection/oversight/fairness.html", context)


def _factors() -> dict[str, str]:
    labels = (_("Nationality"), _("Sex"), _("Age"), _("Post"), _("Officer"))
    return dict(zip(desk.FACTORS, labels, strict=True))


def _questions() -> dict[str, str]:
    return {
        "set_aside": _("Set aside"),
        "searched": pgettext("people", "Searched"),
        "refused": _("Refused"),
        "wrong_hit": _("Taken for somebody else"),
        "waited": _("Kept waiting longest"),
    }


def _sees_officers(staff: Staff, post: UUID | None) -> bool:
    """Officers' names are for the monitor, and for the commander of their own post."""
    return "monitor" in staff.roles or ("commander" in staff.roles and staff.post is not None and staff.post == post)


def _one_of(asked: str, known: Sequence[str]) -> str:
    return asked if asked in known else known[0]


def _tabs(here: dict[str, str], name: str, labels: dict[str, str]) -> list[dict[str, object]]:
    return [
        {"label": label, "url": _address({**here, name: code}), "current": here[name] == code}
        for code, label in labels.items()
    ]


def _places(here: dict[str, str], choice: Sequence[object], *, everywhere: bool) -> list[dict[str, object]]:
    labels = {"": _("All posts")} if everywhere else {}
    labels |= {post.id.hex: post.name for post in choice}  # type: ignore[attr-defined]  # views of posts
    return _tabs(here, "post", labels) if len(labels) > 1 else []


def _address(asked: dict[str, str]) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in asked.items())


Called = Callable[[str], str]
_NOBODY = {"other", desk.UNKNOWN}


def _called(found: Fairness, posts: dict[str, str]) -> Called:
    """How the groups of this factor are called."""
    names = posts
    if found.factor == "officer":
        officers = {one.group for one in found.groups} | {one.group for one in found.yields}
        names = {str(id): name for id, name in names_of({UUID(one) for one in officers - _NOBODY}).items()}

    def called(group: str) -> str:
        if group in _NOBODY:
            return word(f"fairness_group:{group}")
        if found.factor in ("post", "officer"):
            return names.get(group, "–")
        if found.factor == "nationality":
            return country(group)
        return word(f"age_group:{group}") if found.factor == "age" else word(f"sexes:{group}")

    return called


def _counted(count: int) -> str:
    kept = shown(count)
    return _("fewer than %(number)s") % {"number": formats.number(smallest())} if kept is None else formats.number(kept)


def _share(one: Compared) -> str:
    return formats.percent(one.events / one.of) if one.of and shown(one.events) is not None else "–"


def _times(ratio: Ratio | None) -> str:
    if ratio is None:
        return _("too few to say")
    values = (formats.number(round(value, 2)) for value in (ratio.ratio, ratio.low, ratio.high))
    return _("%(ratio)s (%(low)s to %(high)s)") % dict(zip(("ratio", "low", "high"), values, strict=True))


def _sign(one: Compared) -> SafeString | str:
    if one.ratio is None:
        return ""
    return state("amber", _("Stands out")) if one.stands_out else state("neutral", _("Within chance"))


def _sign_text(one: Compared) -> str:
    return _("Stands out") if one.stands_out else "" if one.ratio is None else _("Within chance")


def _groups(request: HttpRequest, found: Fairness, here: dict[str, str], called: Called) -> Table:
    columns = (
        Column("group", _("Group"), cell=lambda one: called(one.group), heading=True),
        Column("of", _("People"), cell=lambda one: _counted(one.of), number=True),
        Column("events", _questions()[found.question], cell=lambda one: _counted(one.events), number=True),
        Column("share", _("Share"), cell=_share, number=True),
        Column("ratio", _("Times as often as others (95 % sure)"), cell=lambda one: _times(one.ratio), number=True),
        Column("sign", _("Reading"), cell=_sign, text=_sign_text),
    )
    return Table(
        request, columns, found.groups, id="groups", caption=_("Each group beside all others"),
        empty=_("Nobody came in this time."), filter=False,
        export_url=f"{reverse('protection:fairness')}{_address(here)}&csv=groups",
    )  # fmt: skip


def _officers(request: HttpRequest, found: Fairness, called: Called) -> Table:
    rows = [one for one in found.officers if one.ratio is not None]
    names = names_of({UUID(one.officer) for one in rows})
    columns = (
        Column("officer", _("Officer"), cell=lambda one: names.get(UUID(one.officer), "–"), heading=True),
        Column("group", _("Group"), cell=lambda one: called(one.group)),
        Column("of", _("People"), cell=lambda one: _counted(one.of), number=True),
        Column(
            "ratio", _("Times as often as with colleagues (95 % sure)"), cell=lambda one: _times(one.ratio), number=True
        ),
        Column("sign", _("Reading"), cell=_sign, text=_sign_text),
    )
    return Table(
        request, columns, sorted(rows, key=lambda one: (not one.stands_out, one.adjusted)), id="officers",
        caption=_("Officers, with each group"), filter=False, page_size=20,
        empty=_("No officer has met enough people of any group to say anything."),
    )  # fmt: skip


def _yields(request: HttpRequest, found: Fairness, called: Called) -> Table:
    columns = (
        Column("group", _("Group"), cell=lambda one: called(one.group), heading=True),
        Column("chosen", _("Set aside by an officer"), cell=lambda one: _counted(one.chosen), number=True),
        Column("found", _("Something came of it"), cell=lambda one: _interval(one.among_chosen), number=True),
        Column("drawn", _("Drawn by chance"), cell=lambda one: _counted(one.drawn), number=True),
        Column("drawn_found", _("Something came of that"), cell=lambda one: _interval(one.among_drawn), number=True),
        Column(
            "sign", _("Reading"), cell=_weaker, text=lambda one: _("On weaker grounds") if one.weaker_grounds else ""
        ),
    )
    return Table(
        request, columns, found.yields, id="yields", caption=_("What being set aside brought"), filter=False,
        empty=_("Nobody was set aside in this time."),
    )  # fmt: skip


def _posts(request: HttpRequest, found: Fairness, names: dict[UUID, str]) -> Table:
    columns = (
        Column("post", _("Post"), cell=lambda one: names.get(one.post, "–"), heading=True),
        Column("people", _("People"), cell=lambda one: _counted(one.people), number=True),
        Column("officer", _("Set aside by an officer"), cell=lambda one: _counted(one.officer), number=True),
        Column("drawn", _("Drawn by chance"), cell=lambda one: _counted(one.drawn), number=True),
        Column("ruled", _("Set aside by a rule"), cell=lambda one: _counted(one.ruled), number=True),
        Column("machine", _("Set aside at a gate"), cell=lambda one: _counted(one.machine), number=True),
    )
    return Table(
        request, columns, found.places, id="posts", caption=_("Who set aside"), filter=False,
        empty=_("Nobody came in this time."),
    )  # fmt: skip


def _weaker(one: Yield) -> SafeString | str:
    return state("amber", _("On weaker grounds")) if one.weaker_grounds else ""


def _interval(one: Interval | None) -> str:
    if one is None:
        return _("too few to say")
    shares = (formats.percent(share) for share in (one.share, one.low, one.high))
    return _("%(share)s (%(low)s to %(high)s)") % dict(zip(("share", "low", "high"), shares, strict=True))


def _ticks(ends: list[float]) -> list[float]:
    """Round numbers of times from below the least to above the most; as often as others is always among them."""
    round_numbers = [digit * 10.0**power for power in range(-2, 3) for digit in (1, 2, 5)]
    least, most = min(1.0, *ends), max(1.0, *ends)
    first = max((at for at, one in enumerate(round_numbers) if one <= least), default=0)
    last = min((at for at, one in enumerate(round_numbers) if one >= most), default=len(round_numbers) - 1)
    return round_numbers[first : max(last, first + 1) + 1]


def _picture(found: Fairness, called: Called) -> SafeString:
    rows = [
        {"group": called(one.group), "ratio": one.ratio.ratio, "low": one.ratio.low, "high": one.ratio.high}
        for one in found.groups
        if one.ratio is not None
    ]
    base = alt.Chart(alt.InlineData(values=rows), width=480, height=max(100, 36 * len(rows)))
    ticks = _ticks([end for one in found.groups if one.ratio for end in (one.ratio.low, one.ratio.high)])
    scale = alt.Scale(type="log", nice=False, clamp=True, domain=[ticks[0], ticks[-1]])
    axis = alt.Axis(values=ticks, format="~g")
    line = base.mark_rule(strokeWidth=3).encode(
        x=alt.X("low:Q", title=None, scale=scale, axis=axis), x2="high:Q", y=alt.Y("group:N", title=None, sort=None)
    )
    dot = base.mark_point(filled=True, size=120).encode(x=alt.X("ratio:Q", scale=scale), y=alt.Y("group:N", sort=None))
    even = alt.Chart(alt.InlineData(values=[{"even": 1}])).mark_rule(strokeDash=[4, 4]).encode(x="even:Q")
    out = [called(one.group) for one in found.groups if one.stands_out]
    sentence = (
        # Not by the operator %: the sign for per cent would take part in it.
        _("Times as often as others, with what is 95 % sure. Standing out: %(groups)s.").replace(
            "%(groups)s", ", ".join(out)
        )
        if out
        else _("Times as often as others, with what is 95 % sure. No group stands out.")
    )
    return picture(even + line + dot, alt=sentence)

"""Every look at a person's file is a fact (S8), and unusual ones raise an alarm in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, cast
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from panah.journal import countrykey
from panah.journal.entries import Statement
from panah.journal.record import record, say
from panah.people import facts
from panah.people.access import must_be_staff
from panah.people.desk.staff import SYSTEM
from panah.people.models import Alarm, Look, SignIn, StaffMember
from panah.people.ports import Files, person_files, posts
from panah.people.problems import PeopleProblemError
from panah.people.rules import AlarmRules, Circumstances, Finding, PastAlarm, PastLook, alarm_rules, unusual
from panah.people.words import ANSWERS, LOOK_REASONS, RULE_TEXTS
from panah.web.formats import number

# Reasons that say nothing without a few words of one's own.
NEEDS_TEXT = frozenset({"court", "other"})


class Looking(Protocol):
    """Whoever opens a file: a staff member, a device, a body's machine."""

    @property
    def id(self) -> UUID:
        """Their id in facts."""

    @property
    def roles(self) -> frozenset[str]:
        """Their roles where they work now."""

    @property
    def post(self) -> UUID | None:
        """Where they work now; None for no post."""


def record_look(
    actor: HttpRequest | Looking,
    file: UUID,
    reason: str,
    screen: str,
    *,
    text: str = "",
    reckoned: bool = False,
    sealed: bool = False,
    at: datetime | None = None,
) -> tuple[Finding, ...]:
    """Record that somebody opens a person's file, before it is shown. Returns what was unusual about it.

    ``actor``: the request, the staff member or the machine. ``file``: the handle of the file; ``reckoned``: it is a
    natural key, and not a document's known here, which goes without saying; ``sealed``: it is of what a body keeps,
    a fresh handle behind which no document or list stands. ``reason``: a key of
    LOOK_REASONS, with ``text`` in the officer's words where NEEDS_TEXT says so. ``screen``: the page. Raises
    PeopleProblemError if no reason is given. What was unusual is for the monitor, not for the officer's screen.
    """
    return record_looks(actor, [file], reason, screen, text=text, reckoned=reckoned, sealed=sealed, at=at)[0]


def record_looks(
    actor: HttpRequest | Looking,
    files: Sequence[UUID],
    reason: str,
    screen: str,
    *,
    text: str = "",
    reckoned: bool = False,
    sealed: bool = False,
    at: datetime | None = None,
) -> list[tuple[Finding, ...]]:
    """The same for all the files that one page or export shows, one after the other: all are recorded, or none."""
    staff = must_be_staff(actor) if isinstance(actor, HttpRequest) else actor
    words = checked_words(reason, text)
    if not files:
        return []
    now = at or timezone.now()
    about, rules = None if sealed else person_files(), alarm_rules()
    around = _circumstances(staff, files, reason, now, rules)
    made: list[Statement] = []
    raised: list[Statement] = []
    found: list[tuple[Finding, ...]] = []
    for file in files:
        key = countrykey.current_id() if reckoned or (about is not None and about.by_document(file)) else ""
        fact = facts.FileLooked(file=file, key=key, reason=reason, text=words, screen=screen[:80], post=staff.post)
        look = PastLook(now, file)
        saw = unusual(look, _of_file(around, staff, file, about), rules)
        made.append(Statement(fact, uuid4(), now))
        raised += [_alarm(finding, staff, made[-1].subject, fact, now) for finding in saw]
        found.append(saw)
        alarms = (PastAlarm(finding.rule, now, file) for finding in saw)
        around = replace(around, past=(*around.past, look), raised=(*around.raised, *alarms))
    with transaction.atomic():
        record(made, actor=staff.id)
        record(raised, actor=SYSTEM)
    return found


def checked_words(reason: str, text: str) -> str:
    """What is written down of the words beside a reason; PeopleProblemError where it is none, or says nothing without
    them."""
    words = " ".join(text.split())[:500]
    if reason not in LOOK_REASONS or (reason in NEEDS_TEXT and not words):
        raise PeopleProblemError("reason_needed", "text" if reason in NEEDS_TEXT else "reason")
    return words


def answer_alarm(alarm: UUID, answer: str, text: str, *, actor: UUID) -> None:
    """The monitor says what came of an alarm. Nobody answers an alarm about themselves."""
    found = Alarm.objects.filter(subject=alarm).first()
    if found is None:
        raise PeopleProblemError("no_such_alarm")
    if found.answered:
        raise PeopleProblemError("answered_already")
    if found.staff == actor:
        raise PeopleProblemError("own_account")
    if answer not in ANSWERS or len(text.split()) < 2:
        raise PeopleProblemError("reason_needed", "text")
    fact = facts.AlarmAnswered(answer=cast(facts.Answer, answer), text=text.strip()[:500])
    say(fact, actor=actor, about=alarm)


def looked(since: datetime, until: datetime) -> int:
    """How many looks at files there were."""
    return Look.objects.filter(happened__gte=since, happened__lt=until).count()


def unanswered() -> int:
    """How many alarms of unusual looks nobody has answered."""
    return Alarm.objects.filter(answered__isnull=True).count()


def _alarm(finding: Finding, staff: Looking, look: UUID, said: facts.FileLooked, now: datetime) -> Statement:
    fact = facts.AlarmRaised(
        rule=finding.rule,
        staff=staff.id,
        look=look,
        file=said.file,
        key=said.key,
        parameters=dict(finding.parameters),
    )
    return Statement(fact, uuid4(), now)


def _circumstances(
    staff: Looking, files: Sequence[UUID], reason: str, now: datetime, rules: AlarmRules
) -> Circumstances:
    """What is known of whoever looks, whichever of these files it is."""
    post = posts().get(staff.post) if staff.post else None
    zone = ZoneInfo(post.time_zone) if post else ZoneInfo("UTC")
    hours, sign_ins = _worked_hours(staff.id, now, rules, zone)
    alarms = Alarm.objects.filter(staff=staff.id, happened__gt=now - max(rules.longest, rules.hour_quiet))
    return Circumstances(
        roles=staff.roles,
        reason=reason,
        hour=now.astimezone(zone).hour,
        past=_past(staff.id, files, now, rules),
        raised=tuple(PastAlarm(*one) for one in alarms.values_list("rule", "happened", "file")),
        worked_hours=hours,
        sign_ins=sign_ins,
        at_a_post=staff.post is not None,
        here_known=person_files() is not None,
    )


def _of_file(around: Circumstances, staff: Looking, file: UUID, about: Files | None) -> Circumstances:
    """The same with what is known of one file; without ``about`` nothing is."""
    if about is None:
        return around
    names = about.family_names(file)
    own_name = StaffMember.objects.filter(subject=staff.id).values_list("family_name", flat=True)
    return replace(
        around,
        last_here=about.last_presented(file, staff.post) if staff.post else None,
        last_anywhere=about.last_presented(file),
        officer_family_name=(own_name.first() or "") if names else "",
        file_family_names=names,
    )


def _past(staff: UUID, files: Sequence[UUID], now: datetime, rules: AlarmRules) -> tuple[PastLook, ...]:
    """What the rules ask of somebody's earlier looks: all of the last hours, and of days only those at these files."""
    lately = now - rules.many_window
    own = Look.objects.filter(staff=staff, happened__lte=now).values_list("happened", "file")
    recent = own.filter(happened__gt=lately)
    same = own.filter(file__in=files, happened__gt=now - rules.repeated_window, happened__lte=lately)
    return tuple(PastLook(*one) for one in recent.union(same, all=True))


def _worked_hours(staff: UUID, now: datetime, rules: AlarmRules, zone: ZoneInfo) -> tuple[frozenset[int], int]:
    """The hours of the day in which earlier sessions ran, and how many sessions there were; today's isn't counted."""
    sessions = SignIn.objects.filter(
        staff=staff, opened__gt=now - rules.hour_days, opened__lt=now - rules.hour_session
    ).values_list("opened", Coalesce(F("closed"), F("opened")))
    hours: set[int] = set()
    count = 0
    for opened, closed in sessions:
        count += 1
        at = opened
        while at <= min(closed, opened + rules.hour_session):
            hours.add(at.astimezone(zone).hour)
            at += timedelta(hours=1)
        hours.add(closed.astimezone(zone).hour)
    return frozenset(hours), count


def words_of(rule: str, parameters: Mapping[str, int | str]) -> str:
    """What a rule saw, in words."""
    said = {key: number(value) if isinstance(value, int) else value for key, value in parameters.items()}
    shown = {"looks": "", "minutes": "", "limit": "", "days": "", "hour": "", **said}
    return str(RULE_TEXTS[rule]) % shown

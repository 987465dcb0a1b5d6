"""Families, groups, school classes and hand-overs: who belongs together, who was seen alone, who is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.db.models import Q

from panah import documents
from panah.border.desk import parties, presentations
from panah.border.desk.context import Acting, DeskError, Place
from panah.border.desk.decision import LONGEST_REMARK, host_of, text
from panah.border.facts.groups import GroupClosed, GroupJoined, GroupOpened, SeenAlone
from panah.border.facts.parts import HostPart
from panah.border.models import Group, GroupMember, Presentation
from panah.border.rules import checkoff, handovers
from panah.border.rules.checkoff import Progress
from panah.documents import Reading, TravelDocument
from panah.journal.record import say

PAPERS_FROM = ("", "family", "driver", "crew", "group_leader", "teacher", "other")
SORTS = ("family", "group", "school", "crew", "handover")
MOST_EXPECTED = 2000


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group with its members and how far the work has come."""

    row: Group
    members: tuple[parties.Member, ...]
    progress: Progress

    @property
    def handover(self) -> bool:
        """Whether another state hands these persons over."""
        return self.row.sort == handovers.HANDOVER

    @property
    def missing(self) -> int:
        """How many of those expected haven't come to the line."""
        return max(0, (self.row.expected or 0) - len(self.members))

    def member(self, presentation: UUID) -> parties.Member:
        """A member; DeskError ``presentation_unknown``."""
        for member in self.members:
            if member.presentation == presentation:
                return member
        raise DeskError("presentation_unknown")


def open_group(
    post: UUID,
    *,
    direction: str,
    sort: str,
    actor: Acting,
    label: str = "",
    expected: int | None = None,
    state: str = "",
    reference: str = "",
    papers_from: str = "",
    host: HostPart | None = None,
) -> UUID:
    """Open a group. A hand-over needs the state that hands over, its reference and how many persons it names.
    ``papers_from``: who hands over everybody's documents; empty where each shows their own. ``host``: who invites them
    all and where they all stay."""
    label, reference = text(label, "label", 200), text(reference, "reference", 200)
    if sort not in SORTS or papers_from not in PAPERS_FROM:
        raise DeskError("sort_unknown")
    if expected is not None and not 1 <= expected <= MOST_EXPECTED:
        raise DeskError("expected_unlikely", {"limit": MOST_EXPECTED})
    if state and not documents.is_known(state):
        raise DeskError("country_unknown")
    if sort == handovers.HANDOVER and not (state and reference and expected):
        raise DeskError("handover_incomplete")
    subject = uuid4()
    fact = GroupOpened(
        post=post,
        direction=direction,  # type: ignore[arg-type]  # the fact refuses any other word
        sort=sort,  # type: ignore[arg-type]  # the fact refuses any other word
        label=label,
        expected=expected,
        state=state,
        reference=reference,
        papers_from=papers_from,  # type: ignore[arg-type]  # the fact refuses any other word
        host=host_of(host),
    )
    say(fact, actor=actor.id, about=subject)
    return subject


def get(group: UUID) -> GroupView:
    """The group as it is now; DeskError ``group_unknown``."""
    row = Group.objects.filter(subject=group).first()
    if row is None:
        raise DeskError("group_unknown")
    extra = {one.presentation: one for one in GroupMember.objects.filter(subject=group)}
    found = tuple(
        replace(member, seen_alone=one.seen_alone, language=one.language)
        if (one := extra.get(member.presentation))
        else member
        for member in parties.members(Q(group=group) | Q(subject__in=list(extra)))
    )
    return GroupView(row, found, checkoff.progress((), [member.seen for member in found], row.expected))


def scan(
    group: UUID,
    document: TravelDocument | None,
    reading: Reading | None,
    *,
    place: Place,
    actor: Acting,
    description: str = "",
) -> presentations.Opened:
    """Open the presentation of a member of this group."""
    view = get(group)
    _still_open(view)
    return presentations.open_presentation(
        document,
        reading,
        direction=view.row.direction,  # type: ignore[arg-type]  # the fact refuses any other word
        place=place,
        actor=actor,
        group=group,
        description=description,
    )


def join(group: UUID, presentation: UUID, *, actor: Acting) -> None:
    """Let somebody who presented themselves before belong to the group too."""
    _still_open(get(group))
    if not Presentation.objects.filter(subject=presentation).exists():
        raise DeskError("presentation_unknown")
    say(GroupJoined(presentation=presentation), actor=actor.id, about=group)


def note_seen_alone(group: UUID, presentation: UUID, *, actor: Acting, language: str) -> None:
    """The officer saw this person alone, in this language. Of what was said nothing is written down here. DeskError
    ``language_needed``: who wasn't spoken with in a language they understand was looked at, and not heard."""
    view = get(group)
    view.member(presentation)
    spoken = text(language, "language", 60)
    if not spoken:
        raise DeskError("language_needed")
    say(SeenAlone(presentation=presentation, language=spoken), actor=actor.id, about=group)


def close(group: UUID, *, actor: Acting, remark: str = "") -> None:
    """Close the group; who is missing or still open needs a remark (DeskError ``missing_unexplained``)."""
    view = get(group)
    _still_open(view)
    remark = text(remark, "remark", LONGEST_REMARK)
    reason = handovers.may_close(open_presentations=len(view.progress.open), missing=view.missing, remark=remark)
    if reason:
        raise DeskError(reason, {"missing": view.missing, "open": len(view.progress.open)})
    say(GroupClosed(remark=remark), actor=actor.id, about=group)


def _still_open(view: GroupView) -> None:
    if view.row.closed is not None:
        raise DeskError("group_closed")

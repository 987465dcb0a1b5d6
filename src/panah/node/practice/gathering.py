"""From the facts written since a run began to the events of its persons, which the checks judge.

Only a practice post does this: it is the one node that reads what was said at the line and what the bodies know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from panah.border.desk import sample
from panah.border.facts import holds as hold_facts
from panah.border.facts import presentations as line_facts
from panah.border.models import Carriage, Hold, ManifestLine, Presentation
from panah.journal import reading
from panah.journal.entries import Entry
from panah.node.practice import kept
from panah.node.practice.kept import Run
from panah.node.practice.people import number_of
from panah.node.practice.scenarios import Scenario
from panah.node.practice.scene import Event, Scene
from panah.protection.desk import ledger, notes, words_of_help
from panah.protection.models import Claim, Conversation, Matter, Referral, TalkKey
from panah.safeguards import conversation as rules
from panah.safeguards.conversation import Answer, Mark, Presence, Talk
from panah.watchlists.desk import hits
from panah.watchlists.facts.hits import HitAnswered, HitConfirmed, HitRaised

_SORTS: dict[str, type[Answer] | type[Mark] | type[Presence]] = {"answer": Answer, "mark": Mark, "presence": Presence}


def scene(run: Run, scenario: Scenario) -> Scene:
    """Everything that happened in a run so far."""
    persons = {number_of(scenario, one, run.turn): one.id for one in scenario.persons}
    rows = Presentation.objects.filter(opened__gte=run.begun, document__number__in=list(persons))
    who = {row.subject: persons[row.document["number"]] for row in rows}
    held = {row.subject: who[row.presentation] for row in Hold.objects.filter(presentation__in=who)}
    found = [*_listed(run, persons), *_at_the_line(rows, who, held), *_matches(who), *_told(held), *_handed_over(held)]
    until = run.ended.timestamp() if run.ended else None
    return Scene(tuple(one for one in found if until is None or one.at <= until), ended=run.ended is not None)


def _listed(run: Run, persons: Mapping[str, str]) -> Iterator[Event]:
    rows = Carriage.objects.filter(arrived__gte=run.begun).values_list("subject", "arrived", "released")
    buses = {subject: (arrived, released) for subject, arrived, released in rows}
    for line in ManifestLine.objects.filter(subject__in=buses, number__in=persons.keys()):
        arrived, released = buses[line.subject]
        yield Event("listed", persons[line.number], arrived.timestamp())
        if released:
            yield Event("drove_on", persons[line.number], released.timestamp())


def _at_the_line(rows: Iterable[Presentation], who: Mapping[UUID, str], held: Mapping[UUID, str]) -> Iterator[Event]:
    for row in rows:
        drawn = "drawn" if sample.is_sampled(sample.lot_of(row)) else ""
        yield Event("presented", who[row.subject], row.opened.timestamp(), row.direction, drawn)
    subjects = {**who, **held}
    for entry in reading.of_subjects(list(subjects)):
        if isinstance(entry, Entry) and (event := _of_the_line(entry, subjects[entry.subject])):
            yield event


def _of_the_line(entry: Entry, person: str) -> Event | None:
    fact, at, by = entry.fact, entry.happened.timestamp(), entry.actor.hex
    match fact:
        case line_facts.CrossingRecorded():
            shown = fact.accompaniment.authority if fact.accompaniment else ""
            return Event("crossed", person, at, fact.line, shown, by=by)
        case line_facts.SetAside():
            return Event("set_aside", person, at, by=by)
        case line_facts.CrossingTakenBack():
            return Event("taken_back", person, at, by=by)
        case hold_facts.HoldTaken():
            return Event("taken", person, at, by=by)
        case hold_facts.HoldReleased():
            return Event("released", person, at, by=by)
    outcome = {"border:presentation:refused": "refused", "border:presentation:withdrew": "withdrew"}.get(entry.kind)
    return Event("went_back", person, at, outcome, by=by) if outcome else None


def _matches(who: Mapping[UUID, str]) -> Iterator[Event]:
    found = {view.id: person for presentation, person in who.items() for view in hits.of_presentation(presentation)}
    for entry in reading.of_subjects(list(found)):
        if not isinstance(entry, Entry):
            continue
        fact, at, by = entry.fact, entry.happened.timestamp(), entry.actor.hex
        person, hit = found[entry.subject], entry.subject.hex
        if isinstance(fact, HitRaised):
            yield Event("hit", person, at, hit)
        elif isinstance(fact, HitAnswered):
            yield Event("compared", person, at, hit, fact.answer, by=by)
        elif isinstance(fact, HitConfirmed):
            yield Event("second_look", person, at, hit, "confirmed" if fact.agrees else "doubted", by=by)


def _told(held: Mapping[UUID, str]) -> Iterator[Event]:
    """What was said and done in conversations: as handed over, as still noted, or as kept by the practice post."""
    talks: dict[UUID, Talk] = {}
    for row in Conversation.everybodys.filter(hold__in=held):
        talks[row.hold] = talks.get(row.hold, Talk()) | _talk(row.entries)
    for key in TalkKey.objects.filter(hold__in=held):
        talks[key.hold] = talks.get(key.hold, Talk()) | notes.read(key.id, key.officer)
    for hold in held:
        talks[hold] = talks.get(hold, Talk()) | _talk(kept.said_at(hold))
    for hold, talk in talks.items():
        yield from _events(talk, held[hold])


def _events(talk: Talk, person: str) -> Iterator[Event]:
    for one in talk.entries:
        if isinstance(one, Answer):
            yield Event("answer", person, one.at, one.question, one.value, by=one.by)
        elif isinstance(one, Mark):
            yield Event("mark", person, one.at, one.kind, by=one.by)
        else:
            yield Event("presence", person, one.at, one.role, one.how if one.here else "left", one.source, one.by)
    for late in rules.course(talk).after_fear:
        yield Event("asked_after_fear", person, late.at, late.question, by=late.by)


def _talk(entries: Iterable[Mapping[str, Any]]) -> Talk:
    found = []
    for one in entries:
        kind = _SORTS[one["sort"]]
        found.append(kind(**{name: one[name] for name in kind.__slots__ if name in one}))
    return Talk(frozenset(found))


def as_kept(talk: Talk) -> list[dict[str, Any]]:
    """The entries of a conversation as the practice post keeps them."""
    return [
        {"sort": next(name for name, kind in _SORTS.items() if isinstance(one, kind)), **asdict(one)}
        for one in sorted(talk.entries, key=lambda one: (one.at, repr(one)))
    ]


def _handed_over(held: Mapping[UUID, str]) -> Iterator[Event]:
    for matter in Matter.everybodys.filter(hold__in=held):
        yield Event("matter", held[matter.hold], matter.opened.timestamp(), matter.category, by=matter.opened_by.hex)
    asked = {UUID(id): line for id, line in ledger.read().items() if UUID(line["hold"]) in held}
    for line in asked.values():
        person = held[UUID(line["hold"])]
        yield Event("asked", person, line["sent"], line["sort"], line["purpose"])
        for said in line["consents"]:
            yield Event("consent", person, said["at"], said["purpose"], "yes" if said["agreed"] else "no")
    for hold, person in held.items():
        # Of somebody who agreed to nothing nobody is asked, and what they said is kept here alone.
        for word in words_of_help.of([hold]):
            yield Event("consent", person, word.at, word.purpose, "yes" if word.agreed else "no")
    for row in Referral.everybodys.filter(subject__in=asked, accepted__isnull=False):
        person = held[UUID(asked[row.subject]["hold"])]
        yield Event("accepted", person, _seconds(row.accepted), row.sort)
    for claim in Claim.everybodys.filter(hold__in=held):
        if claim.hold is not None:
            at, by = claim.registered.timestamp(), claim.registered_by.hex
            yield Event("claim", held[claim.hold], at, "registered", by=by)


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0

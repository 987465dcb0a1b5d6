"""Plays a scenario at the desks, by the book or without a thought, as an officer would in the screens."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from panah.border.desk import carriages, holds, presentations
from panah.border.desk.context import Actor, Place
from panah.border.desk.decision import Decision
from panah.border.facts.parts import AccompanimentPart
from panah.border.models import Hold, Post, Presentation
from panah.border.rules.manifests import read_manifest
from panah.documents import from_reading, read_mrz
from panah.node.practice import building, kept
from panah.node.practice.checks import Verdict, judge
from panah.node.practice.gathering import scene
from panah.node.practice.kept import Run
from panah.node.practice.names import named
from panah.node.practice.people import document, manifest, number_of
from panah.node.practice.scenarios import BOOTH, Scenario, scenarios
from panah.people.models import Account
from panah.protection.desk import claims, referrals, referring, talks
from panah.protection.desk.referring import Sending, Wanted
from panah.protection.desk.ways import ways_for
from panah.protection.models import Referral
from panah.safeguards.conversation import Answer, Entry, Mark, Presence
from panah.safeguards.routes import CLAIM, Said
from panah.watchlists.desk import hits

NEEDS = {"asylum": "asylum", "trafficking": "trafficking", "child": "child_alone", "stateless": "stateless"}
HEARD = {"heard_alone", "own_words", "screened", "handed_over", "consent", "asked_body", "needs_first"}
FREELY = Said("services", True, 1, how="asked_alone", language="ru")


def who(username: str, *roles: str) -> Actor:
    return Actor(Account.objects.get(username=username).staff, frozenset(roles))


@dataclass(frozen=True)
class Play:
    """One run of a scenario."""

    scenario: Scenario
    run: Run

    @classmethod
    def of(cls, code: str) -> Play:
        run = building.begin(scenarios()[code])
        return cls(named(scenarios()[code], run.seed), run)

    def zone(self, person: str) -> str:
        return "\n".join(document(self.scenario, self.scenario.person(person), self.run.turn, self.run.begun.date()))

    def called(self, person: str) -> str:
        """As the screens of practice have it."""
        one = self.scenario.person(person)
        return f"{one.given} {one.surname}".title()

    def presentation(self, person: str) -> Presentation:
        number = number_of(self.scenario, self.scenario.person(person), self.run.turn)
        return Presentation.objects.filter(document__number=number, opened__gte=self.run.begun).latest("opened")

    def hold(self, person: str) -> UUID:
        return Hold.objects.filter(presentation=self.presentation(person).subject).latest("placed").subject

    def comes(self, person: str) -> UUID:
        """Somebody is at the line."""
        reading = read_mrz(self.zone(person), today=self.run.begun.date())
        here = Post.objects.get(name="Long Bridge").subject
        return presentations.open_presentation(
            from_reading(reading),
            reading,
            direction=self.scenario.direction,  # type: ignore[arg-type]
            place=Place(here, "1"),
            actor=who("first"),
        ).presentation

    def set_aside(self, person: str) -> UUID:
        """Somebody comes, is set aside and taken over."""
        hold = presentations.set_aside(self.comes(person), actor=who("first"))
        holds.take(hold, actor=who("second"))
        return hold

    def ought(self, person: str, *checks: str) -> set[str]:
        """What ought to happen with this person, by check, or what it is about."""
        found = [one for one in self.scenario.oughts if person in one.who]
        return {one.of for one in found if one.check in checks} if checks else {one.check for one in found}

    def said(self, person: str) -> list[Entry]:
        """A conversation by the book with what the card says."""
        told, at = self.scenario.person(person).says, int(time.time()) - 600
        first: list[Entry] = [
            Presence("officer", "a", True, at, source="woman"),
            Presence("interpreter", "17", True, at + 1, "phone", "agency"),
            Answer("language.checked", "they_repeated_it", at + 2),
            Answer("comfort.first", "yes", at + 3),
            Answer("explained.understood", "yes", at + 4),
        ]
        answers: list[Entry] = [
            Answer(one.asked, one.value or one.text, at + 10 + place)
            for place, one in enumerate(told)
            if one.asked not in (BOOTH, "comfort.first")
        ]
        fear = [Mark("fear", at + 500)] if "asylum" in self.ought(person, "handed_over") else []
        return [*first, *answers, *fear]

    def compare(self, person: str) -> None:
        """Every possible match is compared, and taken as true only by two."""
        answer = "not_same" if "not_the_same" in self.ought(person) else "same"
        for view in hits.of_presentation(self.presentation(person).subject):
            hits.answer(view.id, answer, "Compared", actor=who("second"))
            if answer == "same":
                hits.confirm(view.id, True, "Looked again", actor=who("second2"))

    def hand_over(self, person: str) -> None:
        """To the bodies competent for what was found, and those that help."""
        talk = talks.open_at(self.hold(person), actor=who("second"))
        there = set(talks.matters_of(talk))
        added = [NEEDS[one] for one in sorted(self.ought(person, "handed_over") - there)]
        wanted = [
            Wanted(way.leg.need, UUID(way.body), way.leg.purpose, way.leg.urgent)
            for way in ways_for(talk, (FREELY,), "ru", added)
            if way.body
        ]
        referring.refer(talk, added, "", Sending(tuple(wanted), (FREELY,)), actor=who("second"))

    def answer(self) -> None:
        """Every body answers what it was asked."""
        for row in Referral.everybodys.filter(sent__gte=self.run.begun, accepted=None):
            if row.purpose == CLAIM and row.sort == "asylum_authority":
                claims.register(row.reader, row.subject, actor=who("asylum"))
            else:
                referrals.answer(row.reader, row.subject, "accepted", actor=who("asylum"))

    def goes_on(self, person: str) -> None:
        """Out of the second line; the question stays where it lies."""
        hold, company = self.hold(person), None
        if self.presentation(person).outcome == "crossed":
            return
        if "company" in self.ought(person):
            company = AccompanimentPart(relation="parent", authority="same_document", adult_name="A PARENT")
        if holds.get(hold).taken_by is None:
            holds.take(hold, actor=who("second"))
        holds.admit_with_question_open(hold, Decision(accompaniment=company), actor=who("second"))

    def drives_in(self) -> UUID:
        """The bus with its list of passengers."""
        listed = read_manifest(manifest(self.scenario, self.run.turn, self.run.begun.date()))
        here = Post.objects.get(name="Long Bridge").subject
        return carriages.arrive(
            here, direction="entry", sort="bus", plate="01KG123ABC", lines=listed.lines, actor=who("first")
        )

    def by_the_book(self) -> None:
        bus = self.drives_in() if self.scenario.manifest else None
        for person in (one.id for one in self.scenario.persons):
            ought = self.ought(person)
            if "goes_on" in ought or not ought & (HEARD | {"set_aside"}):
                presentations.admit(self.comes(person), actor=who("first"))
                continue
            self.set_aside(person)
            self.compare(person)
            if ought & HEARD:
                talk = talks.open_at(self.hold(person), actor=who("second"))
                talks.note(talk, *self.said(person), actor=who("second"))
            if ought & {"handed_over", "consent", "asked_body"}:
                self.keep(person)
                self.hand_over(person)
        if bus:
            carriages.release(bus, knowing=True, actor=who("first"))
        self.answer()
        for person in (one.id for one in self.scenario.persons):
            if self.presentation(person).hold and "child" not in self.ought(person, "handed_over"):
                self.goes_on(person)

    def keep(self, person: str) -> None:
        """What the screens keep for the review before the notes are destroyed."""
        from panah.node.practice.gathering import as_kept

        hold = self.hold(person)
        kept.keep_said(hold, as_kept(talks.open_at(hold, actor=who("second")).talk))

    def without_a_thought(self) -> None:
        """Nobody is heard: who can go on goes on, who can't is set aside and let go later; the trader waits."""
        for person in (one.id for one in self.scenario.persons):
            shown = self.comes(person)
            if "goes_on" in self.ought(person) or "company" in self.ought(person) or hits.stops(shown):
                presentations.set_aside(shown, actor=who("first"))
            else:
                presentations.admit(shown, actor=who("first"))

    def verdicts(self, *, end: bool = True) -> tuple[Verdict, ...]:
        if end:
            kept.end(self.run.id)
        run = kept.get(self.run.id)
        assert run is not None
        return judge(self.scenario.oughts, scene(run, self.scenario))

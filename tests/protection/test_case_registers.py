"""Case files are the fold of what was said of them: in any order, again and again, for their own body alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import letter
from panah.journal.facts import Fact
from panah.journal.rebuild import differences
from panah.journal.receive import receive
from panah.protection.case_registers import case_documents, case_transfers, cases
from panah.protection.facts.cases import (
    AppointmentEnded,
    AppointmentMade,
    CaseAssigned,
    CaseClaimLinked,
    CaseClosed,
    CaseDescribed,
    CaseMatterLinked,
    CaseNoted,
    CaseOpened,
    CaseReopened,
    CaseStepRecorded,
    DocumentFiled,
    PersonDescribed,
    ServiceGiven,
    ShareHandedOver,
    TaskDone,
    TaskSet,
    TransferAsked,
    TreatmentPart,
)
from panah.protection.facts.referrals import ConsentPart, ConsentSaid, ReferralAnswered
from tests.journal.sample import NOON, craft

CASES = [UUID(int=number) for number in range(1, 3)]
ENTRY, WORKER = UUID(int=50), UUID(int=60)
Owner = Callable[[], AbstractContextManager[None]]

SAID: list[Fact] = [
    CaseOpened(number="2026-1", procedure="service", post=UUID(int=9), name="Рустам Жўраев", reference="7KQ4-M2XP"),
    CaseDescribed(name="Rustam Juraev", language="Uzbek"),
    CaseClaimLinked(claim=UUID(int=72)),
    CaseMatterLinked(matter=UUID(int=70), hold=UUID(int=71)),
    CaseAssigned(worker=WORKER),
    CaseAssigned(worker=None),
    CaseStepRecorded(step="asked", on="2026-11-20", values={"what": "food"}, due="2026-11-27", due_step="given"),
    CaseClosed(reason="left", why="Went on"),
    CaseReopened(why="Came back", due="2026-12-01", due_step="given"),
    CaseNoted(note=ENTRY, text="A note"),
    DocumentFiled(document=ENTRY, title="A paper", media="text/plain", size=1, parts=1, digest="ab" * 32),
    PersonDescribed(person=ENTRY, relation="sibling", name="Zebo"),
    PersonDescribed(person=ENTRY, relation="sibling", name="Zebo", asked_alone=True, together="yes"),
    ServiceGiven(service=ENTRY, sort="food", on="2026-11-20"),
    ServiceGiven(
        service=ENTRY,
        sort="treatment",
        on="2026-11-21",
        treatment=TreatmentPart(regimen="2HRZE", next_due="2026-11-22"),
    ),
    AppointmentMade(appointment=ENTRY, on="2026-11-24", at="09:30"),
    AppointmentEnded(appointment=ENTRY, outcome="kept"),
    TaskSet(task=ENTRY, what="Call", worker=WORKER, until="2026-11-25"),
    TaskDone(task=ENTRY),
    TransferAsked(case=CASES[0], to_body=UUID(int=80), purpose="services", fields=("name",), why="More room"),
    ReferralAnswered(answer="declined", reason="no_room"),
    ReferralAnswered(answer="accepted"),
    ShareHandedOver(),
    ConsentSaid(consent=ConsentPart(purpose="services", agreed=False, at=1)),
]


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the tables of cases."""
    found = {}
    with connection.cursor() as cursor:
        for register in (cases, case_documents, case_transfers):
            for table in register.tables:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')  # noqa: S608 (the register's own tables)
                found[table] = cursor.fetchall()
    return found


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[list[tuple[int, int]]], list[int]]:
    """Two journals of (case, what is said), and the order in which their pieces come."""
    said = st.tuples(st.integers(0, 1), st.integers(0, len(SAID) - 1))
    journals = draw(st.lists(st.lists(said, min_size=1, max_size=7), min_size=2, max_size=2))
    journals[0] = [(0, 0), *journals[0]]
    return journals, draw(st.permutations([at for at, journal in enumerate(journals) for _ in journal]))


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
@given(arrivals())
def test_any_order_and_repetition_gives_the_same_as_a_rebuild(
    fresh_database: str, home: Path, as_owner: Owner, arrival: tuple[list[list[tuple[int, int]]], list[int]]
) -> None:
    journals, pieces = arrival
    reader = keyring.find("shelter") or keyring.make("shelter")
    loads = []
    for at, said in enumerate(journals):
        sealed = [
            letter([Statement(SAID[what], CASES[case], NOON)], to=[reader.public], actor=WORKER) for case, what in said
        ]
        facts = [(one.subject, one.fact) for one in sealed]
        loads.append(craft(uuid4(), facts, start=NOON, steps=[at + number % 3 for number in range(len(facts))]))
    taken = [0] * len(loads)
    for at in pieces:
        taken[at] += 1
        receive(loads[at][max(0, taken[at] - 2) : taken[at]])
    everything = rows()
    with as_owner():
        assert differences("sealed") == {}
    assert rows() == everything
    assert any(everything.values())


def test_every_table_of_cases_lies_among_the_sealed(db: None) -> None:
    tables = {table for register in (cases, case_documents, case_transfers) for table in register.tables}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE relname = ANY (%s)",
            [sorted(tables)],
        )
        assert set(cursor.fetchall()) == {(table, "sealed") for table in tables}

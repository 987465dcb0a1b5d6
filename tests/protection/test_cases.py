"""Case files: each body's own, opened from what it accepted, closed only when nothing of it is open."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from panah.border.desk.context import Actor
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.protection.desk import (
    case_documents,
    case_entries,
    case_lists,
    case_matters,
    case_opening,
    case_steps,
    case_transfers,
    case_work,
    cases,
    claim_steps,
    claims,
    my_day,
    referrals,
)
from panah.protection.desk.bodies import BodyView, bodies
from panah.protection.desk.case_deciding import Deciding
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import CODES, ProtectionError
from panah.protection.facts.cases import (
    CaseMatterLinked,
    CaseStepRecorded,
    TreatmentPart,
)
from panah.protection.models import (
    Case,
    CaseDocumentPart,
    CaseStep,
    Matter,
)
from panah.protection.words.cases import CASE_ERRORS
from panah.safeguards.routes import CLAIM
from panah.web.wording import missing
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.conftest import establish

__all__ = ["home_of_bodies"]

TODAY = timezone.now().date()
OFFICER = UUID(int=7)


@pytest.fixture
def here(home_of_bodies: Path) -> Bodies:
    return Bodies("shelter", "helpers", "clinic")


@pytest.fixture
def mandate(here: Bodies) -> BodyView:
    """Another body that may decide about asylum."""
    reader = keyring.make("unhcr", uuid4())
    establish("unhcr", "asylum", key=reader.public, id=reader.id, name="UNHCR")
    return next(one for one in bodies() if one.id == reader.id)


def opened(here: Bodies, of: str = "helpers", /, **values: str) -> tuple[UUID, UUID, Actor]:
    """A case of a body, and a case worker of it."""
    actor = here.staff(of)
    return here.id(of), case_opening.open_case(here.id(of), referral=here.referred(of, **values), actor=actor), actor


def says_no(code: str) -> AbstractContextManager[object]:
    return pytest.raises(ProtectionError, match=f"^{code}$")


def test_a_case_is_opened_with_the_referral_which_that_accepts(here: Bodies) -> None:
    body, case, actor = opened(here, name="Рустам Жўраев")
    row = cases.case_of(body, case)
    assert (row.name, row.reference, row.procedure) == ("Рустам Жўраев", "7KQ4-M2XP", "service")
    assert row.referral is not None
    assert referrals.referral_of(body, row.referral).state == "accepted"
    with says_no("case_opened"):
        case_opening.open_case(body, referral=row.referral, actor=actor)
    with says_no("case_unknown"):
        cases.case_of(here.id("clinic"), case)
    with says_no("referral_unknown"):
        case_opening.open_case(here.id("clinic"), referral=row.referral, actor=actor)


def test_a_referral_that_names_its_hold_brings_the_matter_and_others_wait_for_somebody_to_link_it(here: Bodies) -> None:
    hold = uuid4()
    body, actor = here.id("shelter"), here.staff("shelter")
    matter = here.told("shelter", "trafficking", hold)
    by_hold = case_opening.open_case(body, referral=here.referred("shelter", "trafficking", hold=hold), actor=actor)
    assert cases.case_of(body, by_hold).matter == matter
    assert cases.case_of(body, by_hold).procedure == "trafficking"
    without = case_opening.open_case(body, referral=here.referred("shelter", "trafficking"), actor=actor)
    assert cases.case_of(body, without).matter is None
    with says_no("matter_linked"):
        case_matters.link_matter(body, without, matter, actor=actor)
    second = here.told("shelter", "trafficking")
    assert [one.subject for one in case_matters.linkable(cases.case_of(body, without))] == [second]
    case_matters.link_matter(body, without, second, actor=actor)
    assert cases.case_of(body, without).matter == second
    assert case_matters.linkable(cases.case_of(body, without)) == []


def take(body: UUID, case: UUID, step: str, values: dict[str, str], actor: Actor, ago: int = 0) -> bool:
    return case_work.take_step(body, case, step, TODAY - dt.timedelta(days=ago), values, actor=actor)


ASKED = {"what": "shelter", "agreed": "yes"}


def test_a_step_is_taken_only_when_the_procedure_allows_it_and_says_what_is_missing(here: Bodies) -> None:
    body, case, actor = opened(here)
    with says_no("step_not_allowed") as no:
        take(body, case, "given", {"what": "A bed"}, actor)
    assert "asked" in no.value.params["missing"]  # type: ignore[attr-defined]
    with says_no("step_unknown"):
        take(body, case, "no_such_step", {}, actor)
    with says_no("step_in_future"):
        take(body, case, "asked", ASKED, actor, ago=-1)
    with says_no("step_incomplete"):
        take(body, case, "asked", {"what": "shelter"}, actor)
    take(body, case, "asked", ASKED, actor, ago=2)
    row = cases.case_of(body, case)
    assert (row.due, row.due_step) == ((TODAY + dt.timedelta(days=5)).isoformat(), "given")
    with says_no("step_too_early"):
        take(body, case, "given", {"what": "A bed"}, actor, ago=4)
    take(body, case, "given", {"what": "A bed"}, actor)
    assert cases.case_of(body, case).due == ""
    assert [one.step for one in CaseStep.objects.for_body(body).order_by("happened")] == ["asked", "given"]


RECEIVED = {"language": "Tajik", "child": "no"}


def health_case(here: Bodies) -> tuple[UUID, UUID, UUID, Actor]:
    body, actor = here.id("clinic"), here.staff("clinic")
    matter = here.told("clinic", "health")
    return body, case_opening.open_case(body, matter=matter, actor=actor), matter, actor


def let_go(body: UUID, matter: UUID) -> bool:
    return Matter.objects.for_body(body).get(subject=matter).let_go is not None


def test_a_case_is_linked_only_to_a_matter_that_its_procedure_decides_about(here: Bodies) -> None:
    """A service that ended says nothing about a person's fear (S1)."""
    here.readers |= Bodies("mandate").readers
    body, case, actor = opened(here, "mandate")
    matter = here.told("mandate", "asylum")
    with says_no("not_let_go_yet"):
        case_matters.link_matter(body, case, matter, actor=actor)
    assert case_matters.linkable(cases.case_of(body, case)) == []
    assert not let_go(body, matter)
    # Nor where an earlier version linked them.
    say_as_body(body, [Statement(CaseMatterLinked(matter=matter, hold=uuid4()), case, timezone.now())], actor=actor.id)
    take(body, case, "asked", ASKED, actor)
    take(body, case, "given", {"what": "A bed"}, actor)
    assert not take(body, case, "ended", {"how": "met"}, actor)
    with says_no("not_its_matter"):
        case_work.conclude(body, case, "They have what they needed", actor=actor)
    assert not let_go(body, matter)


def has_turn(asked: CaptureQueriesContext, thing: UUID, *, before: str) -> bool:
    key = str(int.from_bytes(thing.bytes[:8], "big", signed=True))
    turn = next(at for at, one in enumerate(asked) if "pg_advisory_xact_lock" in one["sql"] and key in one["sql"])
    return turn < next(at for at, one in enumerate(asked) if before in one["sql"])


def test_a_case_lets_go_in_its_matters_turn(here: Bodies) -> None:
    """Or a claim about it could be registered meanwhile."""
    body, case, matter, actor = health_case(here)
    take(body, case, "received", RECEIVED, actor)
    with CaptureQueriesContext(connection) as asked, says_no("not_let_go_yet"):
        case_work.conclude(body, case, "Enough", actor=actor)
    assert has_turn(asked, matter, before="protection_claim")


def test_a_matter_is_linked_in_its_turn(here: Bodies) -> None:
    """Or two cases could decide about it."""
    body, case, actor = opened(here, "clinic")
    matter = here.told("clinic", "health")
    with CaptureQueriesContext(connection) as asked:
        case_matters.link_matter(body, case, matter, actor=actor)
    assert has_turn(asked, matter, before="protection_matter")


def test_the_step_that_ends_the_matter_lets_go_and_no_other_does(here: Bodies) -> None:
    body, case, matter, actor = health_case(here)
    assert not take(body, case, "received", RECEIVED, actor)
    with says_no("not_let_go_yet"):
        case_work.conclude(body, case, "They look well", actor=actor)
    with says_no("matter_open"):
        case_work.close(body, case, "helped", actor=actor)
    assert not let_go(body, matter)
    assert take(body, case, "died", {"certified": "yes"}, actor)
    assert let_go(body, matter)
    case_work.close(body, case, "died", actor=actor)
    with says_no("case_closed"):
        case_entries.note(body, case, "More", actor=actor)


def test_a_referral_brings_its_matter_in_its_turn(here: Bodies) -> None:
    """Or two cases could decide about it; and before the journal's pen, as everybody takes it."""
    hold, actor = uuid4(), here.staff("clinic")
    matter = here.told("clinic", "health", hold)
    referral = here.referred("clinic", "urgent_health", hold=hold)
    with CaptureQueriesContext(connection) as asked:
        case_opening.open_case(here.id("clinic"), referral=referral, actor=actor)
    assert has_turn(asked, matter, before="journal_append")


def test_while_one_of_two_cases_about_a_matter_goes_on_neither_lets_go(here: Bodies) -> None:
    """Two nodes of a body each opened one (S1)."""
    body, case, matter, actor = health_case(here)
    _body, second, _actor = opened(here, "clinic")
    fact = CaseMatterLinked(matter=matter, hold=uuid4())
    say_as_body(body, [Statement(fact, second, timezone.now())], actor=actor.id)
    for one in (case, second):
        take(body, one, "received", RECEIVED, actor)
    assert not take(body, case, "died", {"certified": "yes"}, actor)
    with says_no("other_case_open"):
        case_work.conclude(body, case, "Certified", actor=actor)
    assert not let_go(body, matter)
    assert take(body, second, "died", {"certified": "yes"}, actor)
    assert let_go(body, matter)


def test_a_claim_brings_its_case_and_takes_its_steps_itself(here: Bodies) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    matter = here.told("asylum", "asylum", hold)
    first, second = (here.referred("asylum", "asylum", purpose=CLAIM, hold=hold) for _each in range(2))
    claim = claims.register(body, first, actor=actor)
    row = cases.of_referral(body, first)
    assert row is not None
    assert (row.claim, row.matter, row.number) == (claim, matter, claims.claim_of(body, claim).number)
    with says_no("claim_decides"):
        take(body, row.subject, "registered", {}, actor)
    with says_no("claim_decides"):
        case_work.conclude(body, row.subject, "Enough", actor=actor)
    with says_no("matter_open"):
        case_work.close(body, row.subject, "helped", actor=actor)
    opened_before = case_opening.open_case(body, referral=second, actor=actor)
    other = claims.register(body, second, actor=actor)
    assert other != claim
    assert cases.case_of(body, opened_before).claim == other
    here_only = claims.register_here(body, name="Zebo", actor=actor)
    assert Case.objects.for_body(body).get(claim=here_only).name == "Zebo"
    # Both claims are about one matter: the one that ends first lets nobody go.
    claim_steps.decide(body, claim, "recognised", "Law", actor=actor)
    assert not let_go(body, matter)
    claim_steps.decide(body, other, "recognised", "Law", actor=actor)
    assert let_go(body, matter)


def test_what_a_claim_decides_no_other_case_lets_go_of_nor_hands_on(here: Bodies, mandate: BodyView) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    matter = here.told("asylum", "asylum", hold)
    told = case_opening.open_case(body, matter=matter, actor=actor)
    assert case_transfers.takes_matter(cases.case_of(body, told), mandate)
    referral = here.referred("asylum", "asylum", purpose=CLAIM, hold=hold)
    case_opening.open_case(body, referral=referral, actor=actor)
    claims.register(body, referral, actor=actor)
    row = cases.case_of(body, told)
    assert (row.claim, row.matter, Deciding(row).decides) == (None, matter, False)
    take(body, told, "registered", {"language": "Dari", "child": "no"}, actor)
    assert not take(body, told, "died", {"certified": "yes"}, actor)
    with says_no("claim_decides"):
        case_work.conclude(body, told, "Enough", actor=actor)
    assert not let_go(body, matter)
    assert not case_transfers.takes_matter(row, mandate)


def test_closed_and_opened_again_when_something_new_comes_up(here: Bodies) -> None:
    body, case, actor = opened(here)
    take(body, case, "asked", ASKED, actor)
    with says_no("reason_needed"):
        case_work.close(body, case, "other", actor=actor)
    case_work.close(body, case, "left", "They went on to their brother", actor=actor)
    row = cases.case_of(body, case)
    assert (row.closed_as, row.due) == ("left", "")
    with says_no("case_closed"):
        take(body, case, "given", {"what": "A bed"}, actor)
    with says_no("reason_needed"):
        case_work.reopen(body, case, " ", actor=actor)
    case_work.reopen(body, case, "They came back", actor=actor)
    row = cases.case_of(body, case)
    assert (row.closed, row.due_step) == (None, "given")
    assert [one["what"] for one in row.story] == ["closed", "reopened"]


def test_a_case_is_given_to_others_by_a_supervisor_alone(here: Bodies) -> None:
    body, case, actor = opened(here)
    other, boss = here.staff("helpers", called="Other"), here.staff("helpers", "body_supervisor", called="Boss")
    stranger = here.staff("clinic")
    cases.assign(body, case, actor.id, actor=actor)
    with says_no("supervisor_needed"):
        cases.assign(body, case, other.id, actor=actor)
    with says_no("supervisor_needed"):
        cases.assign(body, case, None, actor=other)
    with says_no("worker_unknown"):
        cases.assign(body, case, stranger.id, actor=boss)
    cases.assign(body, case, other.id, actor=boss)
    assert cases.case_of(body, case).worker == other.id
    cases.assign(body, case, None, actor=other)
    assert cases.case_of(body, case).worker is None


def test_families_are_linked_and_staying_together_is_asked_alone(here: Bodies) -> None:
    body, case, actor = opened(here)
    sister = case_opening.open_case(body, referral=here.referred("helpers", name="Zebo Karimova"), actor=actor)
    foreign = opened(here, "clinic")[1]
    with says_no("asked_alone_needed"):
        case_entries.person(body, case, "sibling", name="Zebo", together="yes", actor=actor)
    with says_no("case_unknown"):
        case_entries.person(body, case, "sibling", other=foreign, actor=actor)
    with says_no("person_needed"):
        case_entries.person(body, case, "same_person", name="Rustam", actor=actor)
    with says_no("same_case"):
        case_entries.person(body, case, "same_person", other=case, actor=actor)
    entry = case_entries.person(
        body, case, "sibling", name="Zebo", other=sister, asked_alone=True, together="yes", actor=actor
    )
    case_entries.person(
        body, case, "sibling", name="Zebo", other=sister, asked_alone=True, together="no", entry=entry, actor=actor
    )
    assert [(one.together, one.subject) for one in case_entries.linked_from(body, sister)] == [("no", case)]


def test_documents_are_known_by_what_they_are_and_come_back_whole(here: Bodies) -> None:
    body, case, actor = opened(here)
    long = b"%PDF-1.7\n" + bytes(range(256)) * 1500
    document = case_documents.file_document(body, case, "Birth certificate", long, actor=actor)
    row, content = case_documents.document_of(body, case, document)
    assert (row.media, row.parts, content) == ("application/pdf", 3, long)
    assert case_documents.media_of("Salom, дунё, سلام\n".encode()) == "text/plain"
    for wrong in (b"GIF89a\x00", b"MZ\x90\x00", b"\x00\x01", b"\xff\xfe<\x00"):
        with says_no("document_sort"):
            case_documents.file_document(body, case, "A file", wrong, actor=actor)
    with says_no("document_too_long"):
        case_documents.file_document(body, case, "A file", b"%PDF-" + bytes(case_documents.LONGEST), actor=actor)
    with says_no("entry_unknown"):
        case_documents.document_of(body, case, uuid4())
    CaseDocumentPart.objects.for_body(body).filter(number=1).update(content=b"changed")
    with says_no("document_incomplete"):
        case_documents.document_of(body, case, document)


def test_what_is_to_do_today_and_what_is_late(here: Bodies) -> None:
    body, case, actor = opened(here)
    cases.assign(body, case, actor.id, actor=actor)
    take(body, case, "asked", ASKED, actor)
    yesterday, tomorrow = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
    late = case_entries.task(body, case, "Call the school", actor.id, yesterday, actor=actor)
    case_entries.task(body, case, "Much later", actor.id, TODAY + dt.timedelta(days=30), actor=actor)
    meeting = case_entries.appointment(body, case, TODAY, at=dt.time(9, 30), place="Room 4", actor=actor)
    treatment = TreatmentPart(regimen="2HRZE/4HR", taken=40, planned=180, next_due=tomorrow.isoformat(), to_place="Osh")
    case_entries.service(body, case, "treatment", TODAY, treatment=treatment, actor=actor)
    found = my_day.my_day(body, actor.id, TODAY, tomorrow)
    assert [(one.sort, one.late) for one in found] == [("task", True), ("appointment", False), ("treatment", False)]
    assert case_lists.counts(body, actor.id, TODAY) == {"open": 1, "mine": 1, "unassigned": 0, "late": 1, "closed": 0}
    [load] = case_lists.load(body, TODAY)
    assert (load.worker, load.open, load.tasks_late) == (actor.id, 1, 1)
    case_entries.finish_task(body, case, late, actor=actor)
    with says_no("entry_ended"):
        case_entries.finish_task(body, case, late, actor=actor)
    case_entries.end_appointment(body, case, meeting, "kept", actor=actor)
    with says_no("entry_ended"):
        case_entries.end_appointment(body, case, meeting, "missed", actor=actor)
    later = treatment.model_copy(update={"taken": 41, "next_due": (TODAY + dt.timedelta(days=9)).isoformat()})
    case_entries.service(body, case, "treatment", TODAY, treatment=later, actor=actor)
    assert my_day.my_day(body, actor.id, TODAY, tomorrow) == []
    assert case_lists.counts(body, actor.id, TODAY)["late"] == 0


@pytest.mark.parametrize("words", ["рустам", "Rustam", "jurayev", "7kq4", "rustam joraev", "Rustem"])
def test_a_case_is_found_in_any_script_and_nearly_spelt(here: Bodies, words: str) -> None:
    body, case, _actor = opened(here, name="Рустам Жўраев")
    opened(here, name="Zebo Karimova", reference="X")
    found = [one.subject for one in case_lists.find(body, words=words, today=TODAY)]
    assert case in found
    if "7kq4" not in words:
        assert found == [case]
    assert not case_lists.find(here.id("clinic"), words=words, today=TODAY)


def test_no_waiting_time_is_over_before_the_matter_was_opened(here: Bodies) -> None:
    """Neither at the desk, nor where another desk wrote such a step down: it is kept in sight and changes nothing."""
    body, actor = here.id("shelter"), here.staff("shelter")
    matter = here.told("shelter", "trafficking", ago=0)
    case = case_opening.open_case(body, matter=matter, actor=actor)
    received, grounds = {"language": "Uzbek", "child": "no"}, dict[str, str]()
    for ago in (1, 60):
        with says_no("step_before_matter") as no:
            take(body, case, "received", received, actor, ago=ago)
        assert no.value.params["day"] == TODAY  # type: ignore[attr-defined]
    conclusive = {"outcome": "not_confirmed", "by": "ngo", "heard": "yes", "reasons": "yes"}
    for step, ago, values in (
        ("received", 90, received),
        ("reasonable_grounds", 80, grounds),
        ("conclusive", 20, conclusive),
    ):
        on = (TODAY - dt.timedelta(days=ago)).isoformat()
        cases.say(body, case, CaseStepRecorded(step=step, on=on, values=values), actor=actor)
    course = case_steps.course_of(cases.case_of(body, case), "KAZ", TODAY)
    assert [one.step for one in course.aside] == ["received", "reasonable_grounds", "conclusive"]
    assert (course.allowed, course.running) == (("received",), ())
    with says_no("not_let_go_yet"):
        case_work.conclude(body, case, "All was over long ago", actor=actor)
    take(body, case, "received", received, actor)


# --- the cost of a list -----------------------------------------------------------------------------------------------


def test_lists_ask_as_often_for_many_cases_as_for_one(here: Bodies) -> None:
    body, case, actor = opened(here)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(case_lists.find(body, tab="late", words="karimov", today=TODAY))
            my_day.my_day(body, actor.id, TODAY, TODAY)
            case_lists.load(body, TODAY)
            case_lists.late_steps(body, TODAY)
        return len(queries)

    def work(one: UUID) -> None:
        cases.assign(body, one, actor.id, actor=actor)
        case_entries.task(body, one, "Call", actor.id, TODAY - dt.timedelta(days=1), actor=actor)
        case_entries.appointment(body, one, TODAY, actor=actor)
        take(body, one, "asked", ASKED, actor, ago=20)

    work(case)
    few = asked()
    for _more in range(4):
        work(case_opening.open_case(body, referral=here.referred("helpers"), actor=actor))
    assert asked() == few
    assert len(my_day.my_day(body, actor.id, TODAY, TODAY)) == 15


def test_every_code_of_cases_has_words() -> None:
    codes = [f"case_reason:{one}" for one in case_work.REASONS]
    codes += [f"case_relation:{one}" for one in case_entries.RELATIONS]
    codes += [f"service:{one}" for one in case_entries.SERVICES]
    codes += [f"appointment:{one}" for one in case_entries.OUTCOMES]
    assert missing(codes) == []
    assert {code.removeprefix("protection:") for code in CASE_ERRORS} <= set(CODES)


def test_a_case_nobody_has_begun_stands_in_everybodys_day_until_somebody_takes_it(here: Bodies) -> None:
    here.readers |= Bodies("children").readers
    body, case, actor = opened(here, "children")
    colleague = here.staff("children", called="Colleague")
    row = cases.case_of(body, case)
    assert (row.due, row.due_step) == (TODAY.isoformat(), "received")
    for one in (actor, colleague):
        found = my_day.my_day(body, one.id, TODAY, TODAY)
        assert [(todo.what, todo.on) for todo in found] == [("received", TODAY.isoformat())]
    tomorrow = TODAY + dt.timedelta(days=1)
    assert set(case_lists.late(body, tomorrow)) == {case}
    cases.assign(body, case, colleague.id, actor=colleague)
    assert my_day.my_day(body, actor.id, TODAY, TODAY) == []
    take(body, case, "received", {"age": "child", "with": "alone", "language": "Dari"}, actor)
    assert "received" not in {one.what for one in my_day.my_day(body, colleague.id, TODAY, TODAY)}


def test_whoever_cannot_be_found_is_looked_for_before_all_else(here: Bodies) -> None:
    """Another step's earlier day would hide it, and can't be kept with somebody who isn't there."""
    here.readers |= Bodies("children").readers
    body, case, actor = opened(here, "children")
    take(body, case, "received", {"age": "child", "with": "alone", "language": "Dari"}, actor)
    assert cases.case_of(body, case).due_step == "safe_place"
    take(body, case, "disappeared", {"told": "The police"}, actor)
    tomorrow = TODAY + dt.timedelta(days=1)
    found = my_day.my_day(body, actor.id, TODAY, tomorrow)
    assert [(todo.what, todo.on) for todo in found] == [("searched", tomorrow.isoformat())]
    take(body, case, "found", {}, actor)
    assert cases.case_of(body, case).due_step == "safe_place"


def test_a_case_whose_claim_decides_is_reminded_of_by_the_claim_alone(here: Bodies) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    here.told("asylum", "asylum", hold)
    referral = here.referred("asylum", purpose=CLAIM, hold=hold)
    case = case_opening.open_case(body, referral=referral, actor=actor)
    assert cases.case_of(body, case).due_step == "registered"
    claims.register(body, referral, actor=actor)
    assert cases.case_of(body, case).due == ""


def test_a_case_whose_death_was_wrong_is_due_again(here: Bodies) -> None:
    body, case, _matter, actor = health_case(here)
    take(body, case, "received", RECEIVED, actor)
    take(body, case, "died", {"certified": "yes"}, actor)
    case_work.close(body, case, "died", actor=actor)
    case_work.reopen(body, case, "It was somebody else", actor=actor)
    tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
    assert (cases.case_of(body, case).due, cases.case_of(body, case).due_step) == (tomorrow, "screened")

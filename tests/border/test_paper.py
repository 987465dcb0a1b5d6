"""Working on paper: numbered, keyed by one, confirmed by another, at the time it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from panah.border.desk import forms, paper, questions
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.forms import Keyed
from panah.border.facts.parts import HostPart
from panah.border.models import Crossing, Hold, PaperForm, Presentation
from panah.documents import Paper
from panah.journal.models import StoredEntry
from tests.border.conftest import OFFICER, SECOND, AtThePost

PASSPORT = Paper(
    kind="passport",
    issuer="UZB",
    number="FA1000001",
    surname="Karimov",
    given_names="Rustam",
    nationality="UZB",
    birth_date="12.04.1988",
    expiry_date="2033-01-01",
    sex="M",
)


def ago(**span: float) -> datetime:
    return datetime.now(UTC) - timedelta(**span)


@pytest.fixture
def on_paper(here: AtThePost) -> AtThePost:
    paper.print_forms(here.post, 20, actor=OFFICER)
    paper.declare(here.post, ago(hours=9), ago(hours=5), reason="Power cut", actor=OFFICER)
    return here


def keyed(number: str = "1", **more: object) -> Keyed:
    fields: dict[str, object] = {"number": number, "happened": ago(hours=7), "direction": "entry", "paper": PASSPORT}
    return Keyed(**(fields | more))  # type: ignore[arg-type]


def test_numbers_are_never_given_out_twice(here: AtThePost) -> None:
    first = paper.batch(paper.print_forms(here.post, 20, actor=OFFICER))
    second = paper.batch(paper.print_forms(here.post, 5, actor=OFFICER))
    assert (first.first, first.last, second.first, second.last) == (1, 20, 21, 25)
    assert first.prefix == second.prefix == paper.prefix(here.post)
    with pytest.raises(DeskError, match="forms_count"):
        paper.print_forms(here.post, 501, actor=OFFICER)


def test_a_confirmed_form_is_a_crossing_at_the_time_it_happened(on_paper: AtThePost) -> None:
    what = keyed(purpose="trade", means="bus", stamp="KZ-7")
    form = forms.key(on_paper.post, what, actor=OFFICER)
    assert not Presentation.objects.exists()
    presentation = forms.confirm(form, actor=SECOND)
    crossing = Crossing.objects.get(subject=presentation)
    assert (crossing.happened, crossing.happened_source) == (what.happened, "paper")
    assert (crossing.purpose, crossing.means, crossing.stamp, crossing.birth_date) == (
        "trade",
        "bus",
        "KZ-7",
        "1988-04-12",
    )
    row = Presentation.objects.get(subject=presentation)
    assert (row.form, row.channel, row.document["source"]) == (forms.get(form).number, "paper", "paper")


def test_nobody_confirms_or_rejects_what_they_keyed(on_paper: AtThePost) -> None:
    form = forms.key(on_paper.post, keyed(), actor=SECOND)
    with pytest.raises(DeskError, match="same_officer"):
        forms.confirm(form, actor=Actor(SECOND.id, frozenset({"commander"})))
    with pytest.raises(DeskError, match="same_officer"):
        forms.reject(form, "wrong", actor=SECOND)
    assert forms.to_confirm(on_paper.post, SECOND.id) == []
    assert [row.subject for row in forms.to_confirm(on_paper.post, OFFICER.id)] == [form]
    assert not Presentation.objects.exists()


def test_a_form_is_decided_once(on_paper: AtThePost) -> None:
    form = forms.key(on_paper.post, keyed(), actor=OFFICER)
    forms.confirm(form, actor=SECOND)
    for act in (lambda: forms.confirm(form, actor=SECOND), lambda: forms.reject(form, "x", actor=SECOND)):
        with pytest.raises(DeskError, match="form_decided"):
            act()
    assert Crossing.objects.count() == 1


def test_a_rejected_form_is_keyed_again_under_its_number(on_paper: AtThePost) -> None:
    form = forms.key(on_paper.post, keyed(), actor=OFFICER)
    with pytest.raises(DeskError, match="number_taken"):
        forms.key(on_paper.post, keyed(), actor=OFFICER)
    with pytest.raises(DeskError, match="reason_needed"):
        forms.reject(form, " ", actor=SECOND)
    forms.reject(form, "The number reads FA1000011", actor=SECOND)
    again = forms.key(on_paper.post, keyed(paper=replace(PASSPORT, number="FA1000011")), actor=SECOND)
    assert again == form
    with pytest.raises(DeskError, match="same_officer"):
        forms.confirm(form, actor=SECOND)
    presentation = forms.confirm(form, actor=OFFICER)
    assert Presentation.objects.get(subject=presentation).document["number"] == "FA1000011"


def test_a_person_set_aside_on_paper_is_held_from_that_time(on_paper: AtThePost) -> None:
    what = keyed(outcome="set_aside", host=HostPart(sponsor=" An uncle ", address="Osh, Lenin 4"))
    presentation = forms.confirm(forms.key(on_paper.post, what, actor=OFFICER), actor=SECOND)
    told = Presentation.objects.get(subject=presentation).host
    assert told == {"sponsor": "An uncle", "address": "Osh, Lenin 4"}
    hold = Hold.objects.get(presentation=presentation)
    assert hold.placed == what.happened
    assert hold.until == what.happened + timedelta(hours=3)


def test_what_the_checks_find_late_is_a_question_and_the_crossing_stands(on_paper: AtThePost) -> None:
    expired = replace(PASSPORT, expiry_date="2020-01-01")
    presentation = forms.confirm(forms.key(on_paper.post, keyed(paper=expired), actor=OFFICER), actor=SECOND)
    (question,) = questions.listed(on_paper.post, answered=False)
    assert question.row.presentation == presentation
    assert any(finding["area"] == "document" for finding in question.findings)
    with pytest.raises(DeskError, match="reason_needed"):
        questions.answer(question.row.subject, "stands", actor=SECOND)
    questions.answer(question.row.subject, "settled", actor=SECOND)
    with pytest.raises(DeskError, match="question_answered"):
        questions.answer(question.row.subject, "settled", actor=SECOND)
    assert questions.listed(on_paper.post, answered=False) == []


def test_a_child_alone_who_crossed_on_paper_is_recorded_and_asked_about(on_paper: AtThePost) -> None:
    child = replace(PASSPORT, birth_date="2016-05-05", number="FA1000002")
    presentation = forms.confirm(forms.key(on_paper.post, keyed(paper=child), actor=OFFICER), actor=SECOND)
    assert Crossing.objects.filter(subject=presentation, status="standing").exists()
    assert len(questions.listed(on_paper.post, answered=False)) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": "21"}, "number_not_printed"),
        ({"number": "ABC"}, "number_unreadable"),
        ({"happened": datetime(2099, 1, 1, tzinfo=UTC)}, "in_future"),
        ({"happened": datetime(2020, 1, 1, tzinfo=UTC)}, "outside_paper_time"),
        ({"lane": "99"}, "lane_unknown"),
        ({"outcome": "refused"}, "outcome_unknown"),
        ({"purpose": "spying"}, "purpose_unknown"),
        ({"paper": replace(PASSPORT, birth_date="31.02.1990")}, "document_problems"),
        ({"paper": replace(PASSPORT, surname="Ali\u202e")}, "document_problems"),
    ],
)
def test_what_cannot_be_on_a_form_is_said_and_nothing_is_kept(
    on_paper: AtThePost, change: dict[str, object], code: str
) -> None:
    entries = StoredEntry.objects.count()
    with pytest.raises(DeskError, match=code):
        forms.key(on_paper.post, keyed(**change), actor=OFFICER)
    assert StoredEntry.objects.count() == entries
    assert not PaperForm.objects.exists()


def test_no_number_is_missing_unnoticed(here: AtThePost) -> None:
    paper.print_forms(here.post, 20, actor=OFFICER)
    period = paper.start(here.post, started=ago(hours=8), actor=OFFICER)
    paper.end(period, forms_used="1-4, 7", actor=OFFICER)
    forms.key(here.post, keyed("1"), actor=OFFICER)
    forms.void(here.post, "3", "Coffee", actor=OFFICER)
    found = paper.reckoning(here.post)
    assert [(first.count, last.count) for first, last in found.missing] == [(2, 2), (4, 7)]
    assert (found.missing_count, found.stock) == (5, 13)
    with pytest.raises(DeskError, match="number_taken"):
        forms.void(here.post, "1", "Coffee", actor=OFFICER)
    with pytest.raises(DeskError, match="reason_needed"):
        forms.void(here.post, "2", "", actor=OFFICER)


def test_a_number_that_was_never_printed_cannot_have_been_used(here: AtThePost) -> None:
    """It could be neither keyed in nor voided, and would be missing for ever."""
    paper.print_forms(here.post, 20, actor=OFFICER)
    period = paper.start(here.post, started=ago(hours=8), actor=OFFICER)
    with pytest.raises(DeskError, match="number_not_printed"):
        paper.end(period, forms_used="1-4, 170-180", actor=OFFICER)
    assert paper.current(here.post) is not None
    paper.end(period, forms_used="1-4", actor=OFFICER)
    assert paper.reckoning(here.post).missing_count == 4


def test_a_time_on_paper_written_down_with_a_wrong_year_keeps_no_form_from_being_keyed(on_paper: AtThePost) -> None:
    first = datetime(1, 1, 1, tzinfo=UTC)
    paper.declare(on_paper.post, first, first + timedelta(hours=2), reason="A slip", actor=OFFICER)
    assert forms.key(on_paper.post, keyed(), actor=OFFICER)
    with pytest.raises(DeskError, match="outside_paper_time"):
        forms.key(on_paper.post, keyed("2", happened=first + timedelta(hours=9)), actor=OFFICER)


def test_a_post_is_on_paper_once_and_the_hours_are_counted(here: AtThePost) -> None:
    start, end = ago(hours=6), ago(hours=4)
    period = paper.start(here.post, started=start, actor=OFFICER)
    with pytest.raises(DeskError, match="already_on_paper"):
        paper.start(here.post, actor=OFFICER)
    assert paper.current(here.post) is not None
    with pytest.raises(DeskError, match="numbers_unreadable"):
        paper.end(period, forms_used="some", actor=OFFICER)
    paper.end(period, ended=end, actor=OFFICER)
    assert paper.current(here.post) is None
    assert paper.hours(here.post, ago(hours=24), ago(hours=0)) == end - start
    with pytest.raises(DeskError, match="overlaps"):
        paper.declare(here.post, ago(hours=5), ago(hours=3), reason="", actor=OFFICER)


def test_unknown_things_are_said_to_be_unknown(here: AtThePost) -> None:
    with pytest.raises(DeskError, match="form_unknown"):
        forms.confirm(uuid4(), actor=SECOND)
    with pytest.raises(DeskError, match="question_unknown"):
        questions.answer(uuid4(), "settled", actor=SECOND)
    with pytest.raises(DeskError, match="period_unknown"):
        paper.end(UUID(int=1), actor=SECOND)

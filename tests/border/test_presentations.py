"""Every presentation gets an outcome, and none of them is a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from panah.border.desk import holds, sample
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError, Place
from panah.border.models import Crossing, Hold, HoldToken, Presentation, Stay
from panah.border.rules.history import Gathered
from panah.border.rules.sampling import sampled
from panah.documents.travel_document import TravelDocument
from panah.journal import countrykey, keyfiles
from panah.journal.facts import kinds
from panah.journal.models import StoredBody, StoredEntry
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport


def test_enter_admits(here: AtThePost) -> None:
    opened = here.open()
    desk.admit(opened.presentation, actor=OFFICER)
    view = desk.get(opened.presentation)
    assert view.row.outcome == "crossed"
    assert view.crossing is not None
    assert (view.crossing.purpose, view.crossing.means) == ("not_asked", "not_asked")
    assert view.crossing.leave_by == opened.advice.leave_by


def test_one_outcome_and_no_second(here: AtThePost) -> None:
    opened = here.open()
    desk.admit(opened.presentation, actor=OFFICER)
    with pytest.raises(DeskError, match="has_outcome"):
        desk.admit(opened.presentation, actor=OFFICER)
    with pytest.raises(DeskError, match="has_outcome"):
        desk.set_aside(opened.presentation, actor=OFFICER)
    assert Crossing.objects.count() == 1


def test_without_an_outcome_it_is_on_the_list(here: AtThePost) -> None:
    forgotten, done = here.open(), here.open()
    desk.admit(done.presentation, actor=OFFICER)
    listed = desk.without_outcome(here.post, timezone.now())
    assert [view.id for view in listed] == [forgotten.presentation]


def test_every_presentation_has_an_outcome_or_is_listed(here: AtThePost) -> None:
    acts: list[Callable[[UUID], object]] = [
        lambda one: desk.admit(one, actor=OFFICER),
        lambda one: desk.set_aside(one, actor=OFFICER),
        lambda one: desk.void(one, actor=OFFICER, reason="test"),
        lambda one: (desk.admit(one, actor=OFFICER), desk.take_back(one, actor=OFFICER)),
        lambda one: None,
    ]
    for act in acts:
        act(here.open(passport("UTO")).presentation)
    listed = {view.id for view in desk.without_outcome(here.post, timezone.now())}
    assert len(listed) == 2
    for row in Presentation.objects.all():
        assert bool(row.outcome) != (row.subject in listed)


def test_only_the_act_of_two_officers_refuses_anybody() -> None:
    """The whole vocabulary of the border, so that another refusal can't slip in as a new kind."""
    said = {kind for kind in kinds() if kind.startswith("border:")}
    assert {kind for kind in said if any(word in kind for word in ("refus", "den", "reject", "turn", "expel"))} == {
        "border:paper:form_rejected", "border:crossing:returned", "border:presentation:refused",
        "border:refusal:proposed", "border:refusal:signed", "border:refusal:declined", "border:refusal:made",
        "border:receipt:denied",
    }  # fmt: skip


def test_outcomes_of_a_presentation_are_these(here: AtThePost) -> None:
    fields = {fact.__name__ for kind, fact in kinds().items() if kind.startswith(("border:presentation", "border:cro"))}
    assert fields == {
        "PresentationOpened", "PresentationAdvised", "CrossingRecorded", "SetAside", "CrossingTakenBack",
        "CrossingCorrected", "PapersCompleted", "CrossingReturned", "PresentationVoided", "PresentationRefused",
        "PresentationWithdrew", "DocumentCorrected",
    }  # fmt: skip


def test_setting_aside_asks_and_keeps_no_reason(here: AtThePost) -> None:
    opened = here.open()
    hold = desk.set_aside(opened.presentation, actor=OFFICER)
    entries = StoredEntry.objects.filter(subject__in=[opened.presentation, hold]).exclude(kind__endswith="opened")
    bodies = b"".join(
        bytes(StoredBody.objects.get(journal=entry.journal, sequence=entry.sequence).body) for entry in entries
    )
    assert b"reason" not in bodies
    assert b"finding" not in bodies


def test_the_sample_looks_like_any_other_setting_aside(here: AtThePost, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, chosen = here.open().presentation, here.open().presentation
    its_lot = sample.lot_of(Presentation.objects.get(subject=drawn))
    monkeypatch.setattr(sample, "is_sampled", lambda lot: lot == its_lot)
    with pytest.raises(DeskError, match="set_aside_required"):
        desk.admit(drawn, actor=OFFICER)
    for one in (drawn, chosen):
        desk.set_aside(one, actor=OFFICER)
    kinds_of = [
        sorted(StoredEntry.objects.filter(subject=one).values_list("kind", flat=True)) for one in (drawn, chosen)
    ]
    assert kinds_of[0] == kinds_of[1]


def test_the_sample_draws_its_share_and_the_same_ones_again() -> None:
    people = [uuid4().bytes for _ in range(20_000)]
    drawn = [one for one in people if sampled(one, b"secret", 0.02)]
    assert 250 < len(drawn) < 560
    assert drawn == [one for one in people if sampled(one, b"secret", 0.02)]
    assert drawn != [one for one in people if sampled(one, b"another", 0.02)]


def test_scanning_again_within_the_shift_draws_no_second_time(here: AtThePost) -> None:
    """Neither to get somebody drawn nor to get them off: not with the same document, nor with another of the holder."""
    noon = datetime(2026, 6, 3, 7, tzinfo=UTC)

    def lot(document: TravelDocument, direction: str = "entry", at: datetime = noon) -> sample.Lot:
        return sample.lot_of(Presentation.objects.get(subject=here.open(document, direction, happened=at).presentation))

    document = passport(birth="1980-01-01")
    first = lot(document)
    assert lot(document, at=noon + timedelta(hours=7)) == first
    assert lot(passport(birth="1980-01-01"), at=noon + timedelta(minutes=5)) == first
    assert lot(document, "exit") != first
    assert lot(document, at=noon + timedelta(hours=12)) != first
    assert lot(passport(birth="1980-01-02")) != first


def test_who_is_scanned_while_the_country_key_is_replaced_is_looked_for_again(
    here: AtThePost, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.PANAH_HOME = tmp_path
    new, asked, gather = countrykey.prepared(), [], desk.gather

    def replaced_meanwhile(*keys: bytes | None, **more: Any) -> Gathered:
        asked.append(keys)
        if len(asked) == 1:
            keyfiles.write(keyfiles.folder("country") / "current", new.encode(), replace=True)
        return gather(*keys, **more)

    monkeypatch.setattr(desk, "gather", replaced_meanwhile)
    opened = here.open()
    row = Presentation.objects.get(subject=opened.presentation)
    assert asked[0] != asked[1] == (bytes(row.document_key), bytes(row.holder_key))
    assert len(asked) == 2


def test_whom_nothing_identifies_has_a_lot_of_their_own(here: AtThePost) -> None:
    lots = set()
    for _ in range(2):
        opened = desk.open_presentation(None, None, direction="entry", place=here.place, actor=OFFICER)
        lots.add(sample.lot_of(Presentation.objects.get(subject=opened.presentation)))
    assert len(lots) == 2


def test_what_the_scan_said_of_the_sample_the_keys_say_too(here: AtThePost, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[sample.Lot] = []
    monkeypatch.setattr(sample, "is_sampled", lambda lot: bool(asked.append(lot)))
    desk.admit(here.open().presentation, actor=OFFICER)
    assert len(asked) == 2
    assert len(set(asked)) == 1


def test_a_wrong_key_is_taken_back(here: AtThePost) -> None:
    opened = here.open()
    desk.admit(opened.presentation, desk.Decision(stamp="A 12"), actor=OFFICER)
    desk.take_back(opened.presentation, "wrong_person", actor=OFFICER, stamp_cancelled="A 12")
    view = desk.get(opened.presentation)
    assert (view.row.outcome, view.row.taken_back) == ("", 1)
    assert view.crossing is not None
    assert (view.crossing.status, view.crossing.stamp_cancelled) == ("taken_back", "A 12")
    assert not Stay.objects.exists()
    desk.admit(opened.presentation, actor=OFFICER)
    assert Crossing.objects.get().status == "standing"
    assert Stay.objects.count() == 1


def test_nothing_to_take_back_before_an_outcome(here: AtThePost) -> None:
    opened = here.open()
    with pytest.raises(DeskError, match="nothing_to_take_back"):
        desk.take_back(opened.presentation, actor=OFFICER)


def test_whoever_is_set_aside_stays_so(here: AtThePost) -> None:
    opened = here.open()
    desk.set_aside(opened.presentation, actor=OFFICER)
    for act in (desk.take_back, desk.admit):
        with pytest.raises(DeskError):
            act(opened.presentation, actor=OFFICER)  # type: ignore[operator]
    assert Hold.objects.get().released is None


def test_a_rescan_neither_passes_a_hold_nor_starts_its_clock_again(here: AtThePost) -> None:
    document = passport()
    first = here.open(document, happened=datetime.now(UTC) - timedelta(hours=2))
    desk.set_aside(first.presentation, actor=OFFICER, happened=datetime.now(UTC) - timedelta(hours=2))
    until = Hold.objects.get().until
    again = here.open(document)
    assert again.advice.must_set_aside
    with pytest.raises(DeskError, match="set_aside_required"):
        desk.admit(again.presentation, actor=OFFICER)
    hold = desk.set_aside(again.presentation, actor=OFFICER)
    assert Hold.objects.get(subject=hold).until == until


def test_another_document_of_the_same_person_doesnt_pass_a_hold_either(here: AtThePost) -> None:
    first = here.open(passport(number="FA1", birth="1988-04-12"))
    desk.set_aside(first.presentation, actor=OFFICER)
    again = here.open(passport(number="FB2", birth="1988-04-12"))
    with pytest.raises(DeskError, match="set_aside_required"):
        desk.admit(again.presentation, actor=OFFICER)


def test_corrections_name_the_stamp_they_cancel(here: AtThePost) -> None:
    opened = here.open()
    desk.admit(opened.presentation, desk.Decision(purpose="transit", stamp="7"), actor=OFFICER)
    desk.correct(opened.presentation, actor=OFFICER, purpose="family", stamp="8", stamp_cancelled="7")
    crossing = Crossing.objects.get()
    assert (crossing.purpose, crossing.stamp, crossing.stamp_cancelled) == ("family", "8", "7")
    with pytest.raises(DeskError, match="purpose_unknown"):
        desk.correct(opened.presentation, actor=OFFICER, purpose="invasion")


def test_returned_by_the_neighbour_the_exit_never_was(here: AtThePost) -> None:
    document = passport()
    entry = here.cross(document, "entry", timedelta(days=5))
    out = here.open(document, "exit")
    desk.admit(out.presentation, actor=OFFICER)
    desk.returned_by_neighbour(out.presentation, actor=OFFICER, reason="no seat")
    stay = Stay.objects.get()
    assert (stay.entry, stay.exit) == (entry, None)
    assert Presentation.objects.get(subject=out.presentation).outcome == "returned"
    assert Crossing.objects.filter(direction="entry", status="standing").count() == 1


def test_only_an_exit_is_returned(here: AtThePost) -> None:
    opened = here.open()
    desk.admit(opened.presentation, actor=OFFICER)
    with pytest.raises(DeskError, match="only_an_exit_returns"):
        desk.returned_by_neighbour(opened.presentation, actor=OFFICER)


def test_voiding_names_what_it_repeats(here: AtThePost, make_post: Callable[..., UUID]) -> None:
    document = passport()
    first, again = here.open(document), here.open(document)
    somebody_else = here.open()
    for wrong in (None, again.presentation, somebody_else.presentation, uuid4()):
        with pytest.raises(DeskError):
            desk.void(again.presentation, actor=OFFICER, reason="duplicate", repeats=wrong)
    desk.void(again.presentation, actor=OFFICER, reason="duplicate", repeats=first.presentation)
    row = Presentation.objects.get(subject=again.presentation)
    assert (row.outcome, row.repeats) == ("voided", first.presentation)


def test_a_lane_the_post_doesnt_have(here: AtThePost) -> None:
    with pytest.raises(DeskError, match="lane_unknown"):
        desk.open_presentation(passport(), direction="entry", place=Place(here.post, "99"), actor=OFFICER)


def test_the_second_line_releases_with_the_token(here: AtThePost) -> None:
    opened = here.open()
    hold = desk.set_aside(opened.presentation, actor=OFFICER)
    with pytest.raises(DeskError, match="hold_not_taken"):
        holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
    holds.take(hold, actor=SECOND)
    with pytest.raises(DeskError, match="hold_taken_by_other"):
        holds.release_and_admit(hold, desk.Decision(), actor=OFFICER)
    holds.note(hold, "finding:document_expired", "settled", "renewed", actor=SECOND)
    holds.release_and_admit(hold, desk.Decision(purpose="family"), actor=SECOND)
    assert Hold.objects.get().released_by == SECOND.id
    assert Crossing.objects.get().line == "second"
    assert holds.queue(here.post) == []
    assert [event.act for event in holds.get(hold).events] == ["placed", "taken", "noted", "released"]


def test_without_the_token_nobody_releases(here: AtThePost) -> None:
    hold = desk.set_aside(here.open().presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    HoldToken.objects.all().delete()
    with pytest.raises(DeskError, match="hold_not_here"):
        holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
    assert Hold.objects.get().released is None


def test_passing_on_leaves_the_clock_alone(here: AtThePost) -> None:
    hold = desk.set_aside(here.open().presentation, actor=OFFICER)
    until = Hold.objects.get().until
    holds.take(hold, actor=SECOND)
    holds.pass_on(hold, "night shift", actor=SECOND)
    [waiting] = holds.queue(here.post)
    assert (waiting.taken_by, waiting.until) == (None, until)
    assert [one.id for one in holds.overdue(here.post, until)] == [hold]


@pytest.mark.parametrize("text", ["\0", "\ud800", "‮evil", "\x1b[0m", "😀" * 10])
def test_odd_characters_never_break_a_record(here: AtThePost, text: str) -> None:
    opened = here.open(passport(given=f"A{text}B", native_name=text), description="x")
    desk.admit(opened.presentation, desk.Decision(remark=f"a{text}b", stamp="1"), actor=OFFICER)
    assert Crossing.objects.get().remark.startswith("a")


def test_too_much_text_is_refused_by_name(here: AtThePost) -> None:
    opened = here.open()
    with pytest.raises(DeskError) as error:
        desk.admit(opened.presentation, desk.Decision(remark="x" * 1_000_000), actor=OFFICER)
    assert error.value.params["field"] == "remark"
    assert Presentation.objects.get().outcome == ""

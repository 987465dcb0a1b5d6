"""The commander's board: its figures against an account kept by hand, and who sees which post."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from panah.border.desk import carriages, holds, paper
from panah.border.desk import presentations as desk
from panah.border.desk.board import Board, board, boards
from panah.border.desk.context import Place
from panah.border.desk.posts import Lane, post, shift_of
from panah.border.views.board import lanes_of
from panah.border.views.pictures import hours_sentence
from tests.border.conftest import OFFICER, SECOND, AtThePost
from tests.people.factories import client_of, somebody

# Ten past four in the afternoon in Almaty, in a shift that began at eight.
NOW = datetime(2026, 11, 20, 11, 10, tzinfo=UTC)
SHIFT = (datetime(2026, 11, 20, 3, 0, tzinfo=UTC), datetime(2026, 11, 20, 15, 0, tzinfo=UTC))


def before(**span: float) -> datetime:
    return NOW - timedelta(**span)


def seen(here: AtThePost) -> Board:
    return board(post(here.post), NOW, SHIFT)


def lane(here: AtThePost, code: str = "1"):  # type: ignore[no-untyped-def]
    return next(row for row in seen(here).lanes if row.code == code)


def through(here: AtThePost, at: datetime, seconds: int, direction: str = "entry", lane: str = "1", **more: object):  # type: ignore[no-untyped-def]
    """Somebody who came at a moment and was admitted so many seconds later."""
    opened = desk.open_presentation(
        None, None, direction=direction, place=Place(here.post, lane), actor=OFFICER, happened=at, **more  # type: ignore[arg-type]
    )  # fmt: skip
    done = desk.Decision(plainly_adult=True)
    desk.admit(opened.presentation, done, actor=OFFICER, happened=at + timedelta(seconds=seconds))
    return opened.presentation


def aside(here: AtThePost, at: datetime, seconds: int) -> UUID:
    opened = here.open(happened=at)
    return desk.set_aside(opened.presentation, actor=OFFICER, happened=at + timedelta(seconds=seconds))


def twentieth(values: list[int]) -> float:
    """The value that nineteen of twenty stay below, between neighbours in proportion."""
    place = 0.95 * (len(values) - 1)
    low = int(place)
    ordered = sorted(values)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def test_an_empty_post_has_a_row_for_each_lane_and_no_times(here: AtThePost) -> None:
    found = seen(here)
    assert [row.code for row in found.lanes] == ["1", "L"]
    assert {row.median_seconds for row in found.lanes} == {None}
    assert (found.waiting, found.last_hour, found.set_aside, found.without_outcome, found.holds) == (0,) * 5
    assert found.oldest_hold is None
    assert not found.on_paper


def test_how_long_it_takes_over_the_last_hour(here: AtThePost) -> None:
    took = [20, 25, 31, 24, 190]
    for number, seconds in enumerate(took):
        through(here, before(minutes=50 - number), seconds)
    through(here, before(minutes=90), 999)
    row = lane(here)
    assert row.median_seconds == statistics.median(took)
    assert row.slowest_seconds == round(twentieth(took))
    assert row.last_hour == len(took)


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12))
def test_the_reckoning_of_slowest_is_between_the_largest_and_the_smallest(values: list[int]) -> None:
    assert min(values) <= twentieth(values) <= max(values)


def test_the_clock_begins_at_the_gate_where_there_is_one(here: AtThePost) -> None:
    at = before(minutes=20)
    through(here, at, 40, arrived=at - timedelta(seconds=300))
    assert lane(here).median_seconds == 340


def test_being_set_aside_is_the_lanes_outcome_and_the_second_lines_time_isnt_the_lanes(here: AtThePost) -> None:
    hold = aside(here, before(minutes=30), 45)
    assert lane(here).median_seconds == 45
    holds.take(hold, actor=SECOND)
    holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
    assert lane(here).median_seconds == 45


def test_paper_forms_tell_nothing_about_how_long_it_took(here: AtThePost) -> None:
    from panah.journal.entries import Source

    at = before(minutes=30)
    opened = here.open(happened=at, source=Source.PAPER)
    desk.admit(opened.presentation, actor=OFFICER, happened=at, source=Source.PAPER)
    assert lane(here).median_seconds is None
    assert lane(here).last_hour == 1


def test_a_wrong_key_put_right_later_tells_nothing_about_how_long_it_took(here: AtThePost) -> None:
    through(here, before(minutes=40), 30)
    wrong = through(here, before(minutes=30), 30)
    desk.take_back(wrong, "wrong_key", actor=OFFICER)
    desk.admit(wrong, desk.Decision(plainly_adult=True), actor=OFFICER, happened=before(minutes=1))
    assert (lane(here).median_seconds, lane(here).slowest_seconds) == (30, 30)


def test_waiting_and_without_outcome_part_after_a_quarter_of_an_hour(here: AtThePost) -> None:
    here.open(happened=before(minutes=4))
    here.open(happened=before(minutes=14))
    here.open(happened=before(minutes=16))
    # What yesterday's shift left behind stays on the board until somebody says what became of it.
    here.open(happened=before(hours=20))
    found = seen(here)
    assert (found.waiting, found.without_outcome) == (2, 2)


def test_what_was_taken_back_hasnt_crossed(here: AtThePost) -> None:
    presentation = through(here, before(minutes=20), 30)
    through(here, before(minutes=10), 30)
    desk.take_back(presentation, "wrong_key", actor=OFFICER)
    found = seen(here)
    assert found.last_hour == 1
    assert sum(hour.entries for hour in found.hours) == 1


def test_whoever_the_second_line_admits_after_hours_crosses_now(here: AtThePost) -> None:
    at = before(hours=9)
    hold = aside(here, at, 20)
    moment = datetime.now(UTC)
    holds.take(hold, actor=SECOND)
    holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
    found = board(post(here.post), moment + timedelta(minutes=1), (moment - timedelta(hours=1), moment))
    assert found.last_hour == 1


def test_crossings_by_hour_of_the_posts_clock(here: AtThePost) -> None:
    for hours, direction in ((0.1, "entry"), (0.3, "exit"), (1.2, "entry"), (1.3, "entry"), (30, "entry")):
        through(here, before(hours=hours), 0, direction)
    found = {hour.hour: (hour.entries, hour.exits) for hour in seen(here).hours}
    assert len(found) == 9
    full = datetime(2026, 11, 20, tzinfo=UTC)
    # 11:04 and 10:52 UTC; 9:58 and 9:52.
    assert found[full.replace(hour=11)] == (1, 0)
    assert found[full.replace(hour=10)] == (0, 1)
    assert found[full.replace(hour=9)] == (2, 0)
    assert sum(map(sum, found.values())) == 4


def test_hours_of_a_zone_with_half_hours(make_post: Callable[..., UUID]) -> None:
    kabul = make_post("Torkham", timezone="Asia/Kabul")
    there = AtThePost(kabul, Place(kabul, "1"))
    # 15:05 and 15:35 in Kabul are one hour there, and two in UTC.
    for minute in (35, 65):
        through(there, datetime(2026, 11, 20, 10, 0, tzinfo=UTC) + timedelta(minutes=minute), 0)
    hours = board(post(kabul), NOW, SHIFT).hours
    assert [hour.entries for hour in hours if hour.entries] == [2]
    busy = next(hour for hour in hours if hour.entries)
    assert busy.hour.astimezone(post(kabul).zone).strftime("%H:%M") == "15:00"


def test_holds_the_nearest_limit_first(here: AtThePost) -> None:
    aside(here, before(hours=1), 0)
    near = aside(here, before(hours=2), 0)
    over = aside(here, before(hours=4), 0)
    found = seen(here)
    assert (found.holds, found.holds_overdue) == (3, 1)
    assert found.oldest_hold is not None
    assert found.oldest_hold.subject == over
    assert near != over
    assert found.set_aside == 3


def test_whoever_is_on_a_bus_waits(here: AtThePost) -> None:
    bus = carriages.arrive(here.post, direction="entry", sort="bus", plate="X1", heads=12, actor=OFFICER)
    assert seen(here).waiting == 12
    here.open(carriage=bus, happened=before(minutes=30))
    assert seen(here).waiting == 11
    carriages.release(bus, actor=OFFICER, knowing=True)
    assert seen(here).waiting == 0


def test_the_rows_of_the_board_add_up_to_its_figure(here: AtThePost) -> None:
    """Whoever is on a bus stands at no lane, and still in the table below the figure that counts them."""
    here.open(happened=before(minutes=2))
    assert sum(row.waiting for row in lanes_of(seen(here))) == seen(here).waiting == 1
    carriages.arrive(here.post, direction="entry", sort="bus", plate="X1", heads=12, actor=OFFICER)
    assert sum(row.waiting for row in lanes_of(seen(here))) == seen(here).waiting == 13
    shown = client_of(somebody("commander", post=here.post), post=here.post).get(reverse("border:board"))
    assert "Buses and trains · Not checked yet" in shown.content.decode()


def test_time_on_paper_within_the_shift(here: AtThePost) -> None:
    # From an hour before the shift until half an hour into it; then since ten minutes.
    until = SHIFT[0] + timedelta(minutes=30)
    paper.declare(here.post, SHIFT[0] - timedelta(hours=1), until, actor=OFFICER, reason="Power cut")
    assert (seen(here).paper_seconds, seen(here).on_paper) == (1800, False)
    paper.start(here.post, actor=OFFICER, started=before(minutes=10))
    assert (seen(here).paper_seconds, seen(here).on_paper) == (2400, True)


def test_other_posts_count_for_nothing(here: AtThePost, make_post: Callable[..., UUID]) -> None:
    there = make_post("Elsewhere")
    elsewhere = AtThePost(there, Place(there, "1"))
    through(elsewhere, before(minutes=10), 30)
    aside(elsewhere, before(minutes=10), 30)
    assert seen(here) == seen(here)
    assert (seen(here).last_hour, seen(here).holds, seen(here).set_aside) == (0, 0, 0)


def test_a_lane_that_was_taken_out_still_shows_what_it_did(here: AtThePost) -> None:
    from panah.border.desk.posts import describe_post

    through(here, before(minutes=5), 10, lane="L")
    describe_post(
        id=here.post, name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty",
        lanes=[Lane("1", "Lane 1")], regime="schengen", actor=OFFICER,
    )  # fmt: skip
    assert [(row.code, row.last_hour) for row in seen(here).lanes] == [("1", 0), ("L", 1)]


def test_the_picture_says_itself_in_words(here: AtThePost) -> None:
    through(here, before(minutes=5), 10)
    assert hours_sentence(seen(here).hours) == "Crossings by hour of this shift: 1 entries, 0 exits."


# --- screens -----


@pytest.mark.parametrize("role", ["commander", "headquarters", "monitor"])
def test_the_board_has_a_picture_and_the_same_as_a_table(here: AtThePost, role: str) -> None:
    client = client_of(somebody(role, post=here.post), post=here.post if role == "commander" else None)
    page = client.get(reverse("border:board"), {"post": here.post.hex}).content.decode()
    for part in ("<svg", 'id="lanes"', 'id="hours"', 'hx-trigger="every 10s"', '"X-Background": "1"'):
        assert part in page
    part = client.get(reverse("border:board-live"), {"post": here.post.hex}).content.decode()
    assert "<html" not in part
    assert 'id="lanes"' in part


def test_headquarters_and_monitor_choose_and_see_all_posts_at_once(
    here: AtThePost, make_post: Callable[..., UUID]
) -> None:
    there = make_post("Elsewhere")
    at = datetime.now(UTC) - timedelta(hours=4)
    elsewhere = AtThePost(there, Place(there, "1"))
    desk.set_aside(elsewhere.open(happened=at).presentation, actor=OFFICER, happened=at)
    for role in ("headquarters", "monitor"):
        client = client_of(somebody(role))
        for post_id in (here.post, there):
            assert client.get(reverse("border:board"), {"post": post_id.hex}).status_code == 200
        page = client.get(reverse("border:board-posts")).content.decode()
        assert "Dostyk" in page
        assert "Elsewhere" in page
        assert "1 over the limit" in page
        assert reverse("border:board-posts") in client.get(reverse("border:board")).content.decode()


def test_all_posts_at_once_say_what_each_says_alone(here: AtThePost, make_post: Callable[..., UUID]) -> None:
    there, quiet = make_post("Elsewhere"), make_post("Quiet", shift_starts=("00:00",))
    elsewhere = AtThePost(there, Place(there, "1"))
    for one, minutes in ((here, 10), (elsewhere, 20)):
        through(one, before(minutes=minutes), 30)
        aside(one, before(minutes=minutes + 5), 60)
        one.open(happened=before(hours=2))
    carriages.arrive(there, direction="entry", sort="bus", plate="1", heads=7, actor=OFFICER)
    paper.declare(here.post, before(hours=3), before(hours=1), reason="Cut", actor=OFFICER)
    shifts = {post_id: shift_of(post(post_id), NOW) for post_id in (here.post, there, quiet)}
    alone = [board(post(post_id), NOW, shift) for post_id, shift in shifts.items()]
    assert alone[1].waiting == alone[0].waiting + 7
    assert alone[0].paper_seconds == 7200
    at_once = boards([(post(post_id), shift) for post_id, shift in shifts.items()], NOW)
    assert at_once == [replace(one, hours=()) for one in alone]


def test_all_posts_take_as_many_questions_as_one(here: AtThePost, make_post: Callable[..., UUID]) -> None:
    client = client_of(somebody("headquarters"))

    def questions() -> int:
        client.get(reverse("border:board-posts"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("border:board-posts")).status_code == 200
        return len(asked)

    make_post("Second")
    few = questions()
    for number in range(6):
        there = make_post(f"Post {number}")
        aside(AtThePost(there, Place(there, "1")), datetime.now(UTC), 1)
    assert questions() == few


def test_a_commander_sees_their_own_post_only(here: AtThePost, make_post: Callable[..., UUID]) -> None:
    there = make_post("Elsewhere")
    client = client_of(somebody("commander", post=here.post), post=here.post)
    for name in ("board", "board-live", "report", "report-pdf", "report-csv"):
        assert client.get(reverse(f"border:{name}"), {"post": there.hex}).status_code == 403, name
    assert "Elsewhere" not in client.get(reverse("border:board-posts")).content.decode()
    assert reverse("border:board-posts") not in client.get(reverse("border:board")).content.decode()


def test_the_board_says_how_much_is_on_this_machine_alone(here: AtThePost) -> None:
    here.open()
    page = client_of(somebody("commander", post=here.post), post=here.post).get("/board/").content.decode()
    assert "entries are on this machine alone" in page


@pytest.mark.usefixtures("db")
def test_before_there_is_a_post_whoever_watches_over_all_is_told_to_establish_one() -> None:
    """A new node begins with headquarters and the monitor: their first page is no dead end."""
    for role, page in (("headquarters", "border:board"), ("monitor", "border:lists"), ("monitor", "border:report")):
        client = client_of(somebody(role))
        shown = client.get(reverse(page), follow=True)
        assert shown.redirect_chain == [(reverse("border:posts"), 302)]
        assert "No post is established yet" in shown.content.decode()
        assert client.get(reverse(page), {"post": UUID(int=1).hex}).status_code == 404

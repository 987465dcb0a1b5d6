"""Nobody vanishes (S13): what has no outcome, who is held, what was voided, who went on, and closed shifts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import carriages, holds, oversight
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.desk.posts import Lane, close_shift, describe_post, shift_at
from panah.border.models import Shift
from panah.border.rules.manifests import Line
from tests.border.conftest import OFFICER, AtThePost, passport
from tests.people.factories import client_of, somebody


def now() -> datetime:
    return datetime.now(UTC)


def ago(**span: float) -> datetime:
    return now() - timedelta(**span)


@pytest.fixture
def commander(here: AtThePost) -> Client:
    return client_of(somebody("commander", post=here.post), post=here.post)


@pytest.fixture
def monitor(here: AtThePost) -> Client:
    return client_of(somebody("monitor"))


def rows(client: Client, post: UUID, which: str) -> list[list[str]]:
    answer = client.get(reverse("border:lists-csv"), {"post": post.hex, "list": which})
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


def test_who_stands_at_the_line_now_is_not_missing_yet(here: AtThePost) -> None:
    here.open(happened=ago(minutes=3))
    forgotten = here.open(happened=ago(minutes=16)).presentation
    found = oversight.lists(here.post, now())
    assert [one.id for one in found.without] == [forgotten]


def test_any_outcome_takes_one_off_the_list(here: AtThePost) -> None:
    admitted, aside, void, original = (
        here.open(passport("UTO"), happened=ago(minutes=30)).presentation for _ in range(4)
    )
    desk.admit(admitted, actor=OFFICER)
    desk.set_aside(aside, actor=OFFICER)
    desk.admit(original, actor=OFFICER)
    desk.void(void, actor=OFFICER, reason="test")
    found = oversight.lists(here.post, now())
    assert found.without == ()
    assert [one.presentation.subject for one in found.held] == [aside]
    assert [row.subject for row in found.voided] == [void]


def test_a_crossing_taken_back_is_open_again(here: AtThePost) -> None:
    presentation = here.open(happened=ago(minutes=30)).presentation
    desk.admit(presentation, actor=OFFICER)
    desk.take_back(presentation, "wrong_key", actor=OFFICER)
    assert [one.id for one in oversight.lists(here.post, now()).without] == [presentation]


def test_what_an_earlier_shift_left_is_told_apart(here: AtThePost) -> None:
    begun = shift_at(here.post, now())[0]
    left = here.open(happened=begun - timedelta(minutes=1)).presentation
    found = oversight.lists(here.post, begun + timedelta(minutes=20))
    assert [one.id for one in found.earlier] == [left]


def test_holds_beyond_their_maximum_stand_apart(here: AtThePost) -> None:
    def held(hours: float) -> UUID:
        at = ago(hours=hours)
        return desk.set_aside(here.open(happened=at).presentation, actor=OFFICER, happened=at)

    fine, over = held(1), held(3.5)
    found = oversight.lists(here.post, now())
    assert [hold.id for hold in found.held] == [over, fine]
    assert [hold.id for hold in found.over] == [over]
    assert [hold.id for hold in holds.overdue(None, now())] == [over]


def test_a_vehicle_that_went_on_with_somebody_open_is_on_the_list(here: AtThePost, monitor: Client) -> None:
    lines = [Line(line=1, name="KARIMOV RUSTAM"), Line(line=2, name="OMAROV BEK")]
    bus = carriages.arrive(here.post, direction="entry", sort="bus", plate="01 518 KLA", lines=lines, actor=OFFICER)
    assert oversight.lists(here.post, now()).left_open == ()
    carriages.release(bus, actor=OFFICER, knowing=True, remark="Driver hurried")
    assert [one.row.subject for one in oversight.lists(here.post, now()).left_open] == [bus]
    (row,) = rows(monitor, here.post, "gone")
    assert "01 518 KLA" in row[0]
    assert row[2] == "2"
    assert row[-1] == "Driver hurried"


def test_closing_a_shift_writes_down_what_is_open(here: AtThePost, commander: Client, monitor: Client) -> None:
    ended = shift_at(here.post, now())[0]
    open_one = here.open(happened=ended - timedelta(minutes=30)).presentation
    here.open(happened=max(ended, ago(minutes=1)))
    at = ended - timedelta(minutes=20)
    hold = desk.set_aside(here.open(happened=at).presentation, actor=OFFICER, happened=at)
    answer = commander.post(reverse("border:shift-close"), {"post": here.post.hex, "remark": "Quiet"}, follow=True)
    assert "1 presentation is without outcome" in answer.content.decode()
    shift = Shift.objects.get()
    assert (shift.without_outcome, shift.holds, shift.remark) == ([str(open_one)], [str(hold)], "Quiet")
    assert (shift.ended, shift.started) == (ended, ended - timedelta(hours=12))
    (row,) = rows(monitor, here.post, "shifts")
    assert row[3:] == ["1", "1", "Quiet"]
    assert "Quiet" in monitor.get(reverse("border:report"), {"post": here.post.hex}).content.decode()


def test_a_shift_is_closed_once(here: AtThePost, commander: Client) -> None:
    close_shift(here.post, actor=OFFICER)
    with pytest.raises(DeskError, match="shift_closed"):
        close_shift(here.post, actor=OFFICER)
    answer = commander.post(reverse("border:shift-close"), {"post": here.post.hex}, follow=True)
    assert "This shift has been closed already." in answer.content.decode()
    assert "Close this shift" not in answer.content.decode()
    assert Shift.objects.count() == 1


def test_the_shift_that_can_be_closed_is_the_one_that_ended_last(here: AtThePost) -> None:
    moment = now()
    last = oversight.closing(here.post, moment)
    assert last.end == shift_at(here.post, moment)[0]
    assert last.end - last.start == timedelta(hours=12)
    assert last.closed is None
    close_shift(here.post, actor=OFFICER, moment=moment)
    assert oversight.closing(here.post, moment).closed == Shift.objects.get()
    assert oversight.closing(here.post, moment + timedelta(hours=12)).closed is None


def test_only_the_commander_closes(here: AtThePost, monitor: Client) -> None:
    for role in ("first_line", "second_line"):
        client = client_of(somebody(role, post=here.post), post=here.post)
        assert client.post(reverse("border:shift-close")).status_code == 403
    assert monitor.post(reverse("border:shift-close"), {"post": here.post.hex}).status_code == 403
    assert "Close this shift" not in monitor.get(reverse("border:report")).content.decode()
    assert not Shift.objects.exists()


def test_the_monitor_sees_every_post_and_a_commander_their_own(
    here: AtThePost, commander: Client, monitor: Client, make_post: Callable[..., UUID]
) -> None:
    there = make_post("Elsewhere")
    for post in (here.post, there):
        assert monitor.get(reverse("border:lists"), {"post": post.hex}).status_code == 200
    assert commander.get(reverse("border:lists"), {"post": there.hex}).status_code == 403
    assert commander.get(reverse("border:lists-csv"), {"post": there.hex, "list": "held"}).status_code == 403


def test_a_handle_leads_each_where_they_may_go(here: AtThePost, commander: Client, monitor: Client) -> None:
    """The commander to the record; the monitor to the history, which asks for a reason and writes down the look."""
    subject = here.open(happened=ago(minutes=30)).presentation
    for client, name in ((commander, "record"), (monitor, "history")):
        page = client.get(reverse("border:lists"), {"post": here.post.hex}).content.decode()
        url = reverse(f"border:{name}", args=[subject])
        assert f'href="{url}"' in page
        assert client.get(url).status_code == 200


def test_no_name_stands_on_the_lists(here: AtThePost, monitor: Client) -> None:
    here.open(passport(surname="SECRETOV"), happened=ago(minutes=30))
    desk.set_aside(here.open(passport(surname="SECRETOV")).presentation, actor=OFFICER)
    assert "SECRETOV" not in monitor.get(reverse("border:lists"), {"post": here.post.hex}).content.decode()
    for which in ("without", "held"):
        assert "SECRETOV" not in str(rows(monitor, here.post, which))


def test_a_list_for_a_spreadsheet_runs_nothing(here: AtThePost, monitor: Client) -> None:
    close_shift(here.post, actor=OFFICER, remark='=HYPERLINK("http://example.org")')
    (row,) = rows(monitor, here.post, "shifts")
    assert row[-1].startswith("'=")


def test_a_list_that_isnt_there(here: AtThePost, monitor: Client) -> None:
    assert monitor.get(reverse("border:lists-csv"), {"list": "everything"}).status_code == 404
    assert monitor.get(reverse("border:lists"), {"post": "x"}).status_code == 404


def test_times_on_the_lists_are_the_posts(here: AtThePost, monitor: Client) -> None:
    describe_post(
        id=here.post, name="Torkham", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Kabul",
        lanes=[Lane("1", "Lane 1")], regime="schengen", actor=OFFICER,
    )  # fmt: skip
    here.open(happened=ago(minutes=30))
    assert "(\u2066UTC+4:30\u2069)" in monitor.get(reverse("border:lists"), {"post": here.post.hex}).content.decode()

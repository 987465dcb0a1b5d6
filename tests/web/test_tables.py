"""Tables: sorting, pages, CSV."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import override

from panah.web.tables import Column, Table

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROWS = [{"name": name, "count": count} for name, count in (("Bakyt", 3), ("Aigerim", 11), ("Farrukh", 7))]


@pytest.fixture
def table(rf: RequestFactory) -> Any:
    def make(query: str = "", rows: Any = ROWS, **options: Any) -> Table:
        columns = [
            Column("name", "Name", heading=True, sort=lambda row: row["name"]),
            Column("count", "Count", number=True, sort=lambda row: row["count"]),
            Column("both", "Both", cell=lambda row: f"{row['name']} {row['count']}"),
        ]
        return Table(rf.get(f"/?{query}"), columns, rows, id="t", caption="People", empty="Nobody yet", **options)

    return make


def drawn(table: Table) -> str:
    with override("en"):
        return Template("{% load panah %}{% table t %}").render(Context({"t": table}))


def names(table: Table) -> list[str]:
    return re.findall(r'<th scope="row">([^<]*)</th>', table.body)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["Bakyt", "Aigerim", "Farrukh"]),
        ("t-sort=name", ["Aigerim", "Bakyt", "Farrukh"]),
        ("t-sort=-name", ["Farrukh", "Bakyt", "Aigerim"]),
        ("t-sort=-count", ["Aigerim", "Farrukh", "Bakyt"]),
        ("t-sort=both", ["Bakyt", "Aigerim", "Farrukh"]),
        ("t-sort=password__hash", ["Bakyt", "Aigerim", "Farrukh"]),
    ],
)
def test_only_columns_that_may_be_sorted_are(table: Any, query: str, order: list[str]) -> None:
    assert names(table(query)) == order


def test_a_head_turns_the_order_round_and_goes_back_to_the_first_page(table: Any) -> None:
    heads = table("t-sort=name&t-page=2&x=1", page_size=2).heads
    assert heads[0].sorted == "ascending"
    assert "t-sort=-name" in heads[0].url
    assert "t-page" not in heads[0].url
    assert "x=1" in heads[0].url
    assert heads[2].url == ""


def test_behind_its_bound_a_table_counts_nothing_and_says_so(table: Any) -> None:
    cut, whole = table("t-page=2", page_size=1, bound=2), table("", bound=4)
    assert (cut.page.paginator.count, len(cut.page), cut.cut) == (2, 1, True)
    assert (whole.page.paginator.count, whole.cut) == (3, False)
    assert ("Only the first 2 " in drawn(cut), "Only the first" in drawn(whole)) == (True, False)


def test_a_tab_counts_so_far_and_no_further() -> None:
    tabs = [{"label": str(count), "url": "?", "count": count, "counted_to": 5} for count in (0, 5, 6)]
    found = Template("{% load panah %}{% tabs tabs %}").render(Context({"tabs": tabs}))
    assert re.findall(r'class="count">([^<]*)<', found) == ["5", "5+"]


@pytest.mark.parametrize(("asked", "shown"), [("1", 2), ("2", 1), ("99", 1), ("junk", 2), ("-3", 1)])
def test_there_is_always_a_page(table: Any, asked: str, shown: int) -> None:
    assert len(names(table(f"t-page={asked}", page_size=2))) == shown


def test_csv_has_all_rows_and_runs_no_formula(table: Any) -> None:
    rows = [*ROWS, {"name": "=HYPERLINK(1)", "count": -5}]
    answer = table("t-sort=name", rows=rows, page_size=2).csv("people.csv")
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    read = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert read[0] == ["Name", "Count", "Both"]
    assert len(read) == 5
    assert read[1][:2] == ["'=HYPERLINK(1)", "-5"]


def test_drawn_as_a_table_that_stacks_on_a_phone(table: Any) -> None:
    shown = drawn(table("t-sort=name", export_url="/x.csv"))
    for text in (
        '<th scope="row">Aigerim</th>',
        'data-label="Count"',
        'aria-sort="ascending"',
        ">People</caption>",
    ):
        assert text in shown
    assert 'href="/x.csv"' in shown


def test_an_empty_table_says_so(table: Any) -> None:
    shown = drawn(table(rows=[]))
    assert "Nobody yet" in shown
    assert "<table" not in shown


def test_numbers_are_written_for_the_language_but_not_in_csv(table: Any) -> None:
    with override("fa-af"):
        assert re.findall(r'class="num"><span>([^<]*)<', table().body) == ["۳", "۱۱", "۷"]
        assert "11" in table().csv("x.csv").content.decode()


def test_what_a_cell_says_is_text_and_no_markup(table: Any) -> None:
    rows = [{"name": "<b>Bakyt</b>", "count": None}]
    assert '<th scope="row">&lt;b&gt;Bakyt&lt;/b&gt;</th>' in table(rows=rows).body
    assert "<span><b>3</b></span>" in Table(
        table().request, [Column("x", '"X"', cell=lambda _row: format_html("<b>{}</b>", 3))], [1], id="t",
        caption="People", empty="Nobody yet",
    ).body  # fmt: skip


@pytest.mark.parametrize("value", [NOON, NOON.date(), NOON.time(), None, True, ["<i>"]], ids=str)
def test_a_cell_says_what_a_template_would(table: Any, value: object) -> None:
    """A moment in the time of the post."""
    made = Table(table().request, [Column("x", "X", cell=lambda row: row)], [value], id="t", caption="C", empty="E")
    with timezone.override("Asia/Almaty"):
        assert f"<span>{Template('{{ it }}').render(Context({'it': value}))}</span>" in made.body


@pytest.mark.django_db
def test_a_list_that_ends_on_its_first_page_is_asked_for_once(
    rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    Session.objects.bulk_create(Session(session_key=str(at), expire_date=NOON) for at in range(3))
    rows, columns = Session.objects.order_by("session_key"), [Column("session_key", "Key", heading=True)]
    for size, queries, shown in ((3, 1, ["0", "1", "2"]), (2, 2, ["0", "1"])):
        with django_assert_num_queries(queries):
            made = Table(rf.get("/"), columns, rows, id="t", caption="Keys", empty="None", page_size=size)
            assert (names(made), made.page.paginator.count) == (shown, 3)

"""The reviewed data of procedures: complete, sourced, readable, and refused where something is wrong in it."""

from __future__ import annotations

import pytest

from panah.safeguards.guard.law import law
from panah.safeguards.htcds import standard
from panah.safeguards.procedures import (
    Problem,
    UnknownProcedureError,
    countries,
    get,
    of_body,
    problems,
    procedures,
)
from panah.safeguards.procedures.conditions import parse
from panah.safeguards.procedures.documentation import documentation
from panah.safeguards.procedures.kinds import Condition
from panah.safeguards.procedures.loading import read, read_country
from panah.safeguards.routes import body_kinds
from panah.safeguards.tables import DataError
from panah.safeguards.tables import parse as toml

GOOD = """
code = "x"
title = "X"
bodies = ["ngo"]
as_of = 2026-11-22
source = "panah"
translate = ["title"]
[[step]]
code = "a"
title = "A"
[[step.field]]
name = "until"
title = "Until"
kind = "date"
[[step]]
code = "b"
title = "B"
requires = [["a"]]
clock = { since = ["a"], days = 3, field = "until", source = "panah" }
[[way]]
code = "b"
title = "B"
requires = [["b"]]
"""


def test_every_category_and_every_kind_of_body_has_a_procedure() -> None:
    for category, row in law().categories.items():
        assert category in of_body("ngo", category).categories
        assert of_body(row.bodies[0], category) is of_body("unhcr", category)
    for kind in body_kinds():
        assert kind in of_body(kind).bodies
    assert of_body("somebody").code == "service"
    assert {code for one in procedures().values() for code in one.bodies} <= set(body_kinds())


def test_every_step_can_be_reached_and_says_where_it_comes_from() -> None:
    for procedure in procedures().values():
        reached: set[str] = set()
        while True:
            more = {
                step.code
                for step in procedure.steps
                if all(
                    need.when is not None or any(one.absent or one.step in reached for one in need.any_of)
                    for need in step.requires
                )
            }
            if more <= reached:
                break
            reached |= more
        assert reached == {step.code for step in procedure.steps}
        assert all(step.source.document for step in procedure.steps)


def test_what_a_step_is_for_the_guard_is_in_the_guards_words() -> None:
    for procedure in procedures().values():
        for step in procedure.steps:
            for one in step.guard:
                assert one.code in law().steps
        assert bool(procedure.categories) is any(step.guard for step in procedure.steps)


def test_no_care_is_ever_a_ground_against_anybody() -> None:
    health = get("health")
    assert not {one.code for step in health.steps for one in step.guard} & {"reject", "withdraw"}
    assert {way.code for way in health.ways} == {"ended", "died"}


def test_safeguards_that_a_procedure_never_leaves_out() -> None:
    asylum, child, trafficking = get("asylum"), get("child"), get("trafficking")
    for code, name in (
        ("withdrawn", "counsel_offered"), ("withdrawn", "in_person"), ("withdrawn", "own_will"),
        ("served", "understood"), ("served", "remedy"), ("interviewed", "understood"), ("called", "sex_asked"),
    ):  # fmt: skip
        asked = asylum.step(code).field(name)
        assert asked is not None
        assert (asked.required, asked.kind) == (True, "confirm")
    agreed = trafficking.step("proceedings").field("agreed")
    assert agreed is not None
    assert (agreed.required, agreed.kind) == (True, "confirm")
    for step in child.steps[3:]:
        needs = {one.step for need in step.requires for one in need.any_of}
        assert needs & {"guardian", "bia", "bid", "tracing_asked", "tracing", "arrangement"} or step.code in (
            "disappeared", "searched", "found", "died", "lives",
        )  # fmt: skip
    assert trafficking.waitings[0].clock.days >= 30


def test_what_is_asked_about_exploitation_is_in_the_words_of_the_standard() -> None:
    known = {one.source: set(one.codes) for one in standard()}
    grounds = get("trafficking").step("reasonable_grounds")
    for name, source in (
        ("exploitation", "exploited"), ("recruited", "recruited"), ("controlled", "controlled"),
        ("industry", "industries"), ("sexually", "sexually"),
    ):  # fmt: skip
        asked = grounds.field(name)
        assert asked is not None
        assert set(asked.choices) <= known[source]
    by = get("trafficking").step("conclusive").field("by")
    assert by is not None
    assert set(by.choices) == known["decided_by"]


def test_five_countries_and_what_rests_on_memory_says_so() -> None:
    assert set(countries()) == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    kazakhstan = countries()["KAZ"].clocks["asylum"]
    assert (kazakhstan["decided"].days, kazakhstan["decided"].unit, kazakhstan["decided"].source.checked) == (
        3, "months", True,
    )  # fmt: skip
    assert not kazakhstan["appeal"].source.checked
    assert countries()["UZB"].clocks == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('requires = [["a"]]', 'requires = [["z"]]', "no step is called 'z'"),
        ('requires = [["a"]]', 'requires = [["a.until="]]', "is no condition"),
        ('requires = [["a"]]', 'requires = [["a.when=x"]]', "has no such 'when'"),
        ('requires = [["a"]]', "requires = []", "a list of lists"),
        ('requires = [["a"]]', 'waits = ["w"]', "no waiting time is called 'w'"),
        ('since = ["a"]', 'since = ["z"]', "no step is called 'z'"),
        ('field = "until"', 'field = "from"', "has a date 'from'"),
        ("days = 3", "days = -3", "whole number"),
        ('kind = "date"', 'kind = "day"', "must be one of"),
        ('code = "b"\ntitle', 'code = "a"\ntitle', "there twice"),
        ('source = "panah"\ntranslate', 'source = "nobody"\ntranslate', "no document is called"),
        ('title = "A"', 'title = "A"\nmust = true', "unknown key"),
    ],
)
def test_a_mistake_in_the_data_is_told(old: str, new: str, told: str) -> None:
    assert read(toml(GOOD, "x.toml")).steps[1].clock
    assert old in GOOD
    with pytest.raises(DataError, match=told):
        read(toml(GOOD.replace(old, new, 1), "x.toml"))


def test_a_countrys_clock_names_a_clock() -> None:
    text = (
        'country = "XXX"\ntitle = "X"\nas_of = 2026-11-22\nsays = "x"\n'
        '[[clock]]\nof = "{}"\ndays = 1\nunit = "working"\nsource = "panah"\n'
    )
    assert read_country(toml(text.format("asylum.decided"), "x.toml")).code == "XXX"
    for wrong in ("asylum", "asylum.withdrawn", "nobody.decided"):
        with pytest.raises(DataError, match="has a clock"):
            read_country(toml(text.format(wrong), "x.toml"))


def test_the_page_in_the_documents_has_every_step_and_every_clock() -> None:
    page = documentation()
    for procedure in procedures().values():
        for step in procedure.steps:
            assert f"| `{step.code}` | {step.title}" in page
    for country in countries().values():
        assert f"### {country.title}" in page
    assert "*from memory*" in page


def test_conditions_are_written_in_one_line() -> None:
    assert parse("not a") == Condition("a", absent=True)
    assert parse("a.b!=c|d") == Condition("a", "b", ("c", "d"), are=False)
    for wrong in ("", "not ", "a.b", "a=b", "a.=b", "a.b=", "a.b=c||d"):
        with pytest.raises(ValueError, match="is no condition"):
            parse(wrong)


def test_an_unknown_procedure_or_step_says_so() -> None:
    with pytest.raises(UnknownProcedureError):
        get("nothing")
    with pytest.raises(UnknownProcedureError):
        get("asylum").step("nothing")


def test_what_is_wrong_with_what_was_filled_in_is_told_at_its_field() -> None:
    call = get("asylum").step("called")
    good = {"interview_on": "2026-12-01", "sex_asked": "yes", "counsel_told": "yes", "sex_wished": "woman"}
    assert problems(call, good) == ()
    wrong = {"interview_on": "soon", "sex_wished": "both", "interpreter": "x" * 201, "sex_asked": "no", "more": "x"}
    assert problems(call, wrong) == (
        Problem("interview_on", "no_date"), Problem("interpreter", "too_long"), Problem("sex_asked", "not_confirmed"),
        Problem("sex_wished", "no_choice"), Problem("counsel_told", "not_confirmed"), Problem("more", "unknown"),
    )  # fmt: skip
    assert problems(get("health").step("screened"), {"consent": "yes"}) == (Problem("care", "missing"),)

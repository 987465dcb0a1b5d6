"""Printed forms: one page each, with everything that is keyed in later, in every language."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import translation

import panah.border
from panah.border.desk.posts import Lane, PostView
from panah.border.models import FormBatch
from panah.border.views import paper_print
from panah.border.views.paper_form import SECTIONS, FormFields
from panah.web.languages import ALL

POST = PostView(
    id=UUID(int=7),
    name="Достық · Dostyk",
    country="KAZ",
    neighbour="UZB",
    way="road",
    timezone="Asia/Almaty",
    lanes=tuple(Lane(str(number), f"Lane {number}") for number in range(1, 7)),
    shift_starts=("08:00",),
    hold_hours=3,
    hold_basis="",
    regime="kazakhstan",
)
BATCH = FormBatch(prefix="DOSAB", first=9, last=10, printed=datetime(2026, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize("own", [language.code for language in ALL])
def test_a_form_fills_one_page_in_every_language(own: str) -> None:
    others = [code for code in ("ru", "fa-af", "en") if code != own][:2]
    with translation.override(own):
        assert len(paper_print.pictures(BATCH, POST, others)) == 2


def test_the_paper_has_a_place_for_everything_that_is_keyed_in() -> None:
    printed = {name for section in SECTIONS for name in section.fields}
    assert printed == set(FormFields.base_fields)
    data = paper_print.data_of(BATCH, POST)
    assert {field["name"] for section in data["sections"] for field in section["fields"]} == printed - {"number"}
    template = (Path(panah.border.__file__).parent / "templates" / paper_print.TEMPLATE).read_text("utf-8")
    for name in printed - {"number"}:
        assert f'"{name}"' in template, name


def test_each_form_has_its_own_number_as_text_and_as_a_square() -> None:
    data = paper_print.data_of(BATCH, POST, ["ru", "kk", "uz", "en"])
    assert [form["number"] for form in data["forms"]] == ["DOSAB-000009", "DOSAB-000010"]
    assert len({form["code"] for form in data["forms"]}) == 2
    assert len(data["languages"]) == 3
    assert json.dumps(data)


def test_dari_reads_from_the_right() -> None:
    with translation.override("fa-af"):
        data = paper_print.data_of(BATCH, POST, ["en"])
    assert [language["rtl"] for language in data["languages"]] == [True, False]


def test_nobody_is_refused_on_paper() -> None:
    codes = {code for choices in paper_print.data_of(BATCH, POST)["choices"].values() for code in choices}
    assert {code for code in codes if code.startswith("form_outcome:")} == {
        "form_outcome:crossed",
        "form_outcome:set_aside",
    }

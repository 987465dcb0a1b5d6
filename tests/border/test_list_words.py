"""Every code of buses, lists, paper and events has words; screens never show a bare code."""

import re
from importlib.resources import files

import pytest

from panah.border.desk import carriages, events, forms, groups, listings, questions
from panah.border.rules import sheets
from panah.border.views.paper_form import FormFields
from panah.web import wording

DESKS = ("carriages", "groups", "listings", "paper", "forms", "questions", "events", "handovers", "vehicles")


def source(package: str, name: str) -> str:
    return files(package).joinpath(f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DESKS)
def test_every_no_of_a_desk_has_words(name: str) -> None:
    codes = set(re.findall(r'DeskError\(\s*"([a-z_]+)"', source("panah.border.desk", name)))
    assert wording.missing(f"desk:{code}" for code in codes) == []


def test_every_no_of_the_rules_has_words() -> None:
    pattern = re.compile(r'return "([a-z_]+)"|else "([a-z_]+)"|"([a-z_]+)" if')
    texts = "".join(source("panah.border.rules", name) for name in ("paper_time", "confirming", "handovers"))
    codes = {code for found in pattern.findall(texts) for code in found if code}
    assert len(codes) >= 9
    assert wording.missing(f"desk:{code}" for code in codes) == []


def test_every_fault_of_a_list_has_words() -> None:
    texts = source("panah.border.rules", "sheets") + source("panah.border.rules", "cells")
    codes = set(re.findall(r'(?:Problem|CellError)\(\s*"([a-z_]+)"', texts)) | {"validity_turned"}
    assert len(codes) > 15
    assert wording.missing(f"sheet:{code}" for code in codes) == []
    columns = {name for kind in ("manifest", "listing") for name in sheets.titles(kind).values()}
    assert wording.missing(f"sheet_column:{column}" for column in columns) == []


def test_everything_one_can_choose_has_words() -> None:
    codes = [f"carriage:{code}" for code in carriages.SORTS]
    codes += [f"group:{code}" for code in groups.SORTS]
    codes += [f"listing:{code}" for code in listings.SORTS]
    codes += [f"event:{code}" for code in events.SORTS]
    codes += [f"question:{code}" for code in questions.ANSWERS]
    codes += [f"form_outcome:{code}" for code in forms.OUTCOMES]
    codes += [f"form:{code}" for code in ("keyed", "confirmed", "rejected", "voided")]
    codes += [f"family:{code}" for code in ("none", "stays_too", "goes_on")]
    assert wording.missing(codes) == []
    assert all(field.label for field in FormFields.base_fields.values())

"""A trigger that holds a safeguard is missed when it is off, or gone."""

from __future__ import annotations

import pytest

from tests.node.preflight.judged import of_database


def test_a_trigger_switched_off_is_found(as_superuser):
    as_superuser("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
    assert of_database() == ["triggers"]


@pytest.mark.parametrize("table", ["border_refusal", "border_presentation", "border_hold", "border_person_pair"])
def test_a_guard_of_refusals_switched_off_is_found(as_superuser, table):
    as_superuser(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    assert of_database() == ["triggers"]


def test_a_trigger_for_replicas_only_is_found(as_superuser):
    as_superuser("ALTER TABLE journal_body ENABLE REPLICA TRIGGER journal_only_grows")
    assert of_database() == ["triggers"]


def test_a_trigger_that_is_gone_is_found(as_superuser):
    as_superuser("DROP TRIGGER journal_by_function ON journal_head")
    assert of_database() == ["triggers"]

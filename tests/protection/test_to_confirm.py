"""What was taken back of what was answered long ago: found, forgotten once confirmed, and looked up in an index."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from panah.protection.desk import referral_lists, referrals
from panah.protection.models import Referral
from panah.safeguards.routes import Said
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.test_referrals import now, only, referred, shelter, yes


def test_what_is_owed_is_found_until_it_is_confirmed_and_a_no_to_statistics_alone_is_not(alone: Nodes) -> None:
    body = alone.readers["shelter"].id
    no_statistics = Said("statistics", agreed=False, at=now() - 1, how="asked_alone", language="fa-af")
    referred(alone, shelter(alone), said=(yes(), no_statistics))
    row = only(alone, "shelter").row
    assert "statistics" in {one["purpose"] for one in row.consents}
    referrals.answer(body, row.subject, "accepted", actor=CASE_WORKER)
    assert referral_lists.to_confirm(body) == []

    referrals.take_back(body, row.subject, "asked_alone", "fa-af", actor=CASE_WORKER)
    assert [one.row.subject for one in referral_lists.to_confirm(body)] == [row.subject]

    referrals.acknowledge_consent(body, row.subject, actor=CASE_WORKER)
    assert referral_lists.to_confirm(body) == []


def test_a_consent_for_a_time_is_owed_when_it_is_over(alone: Nodes) -> None:
    body = alone.readers["shelter"].id
    referred(alone, shelter(alone), said=(yes(until=now() + 3600),))
    row = only(alone, "shelter").row
    referrals.answer(body, row.subject, "accepted", actor=CASE_WORKER)
    assert referral_lists.to_confirm(body) == []

    Referral.everybodys.filter(id=row.id).update(consents=[row.consents[0] | {"until": now() - 1}])
    assert [one.row.subject for one in referral_lists.to_confirm(body)] == [row.subject]


def test_the_list_is_looked_up_in_the_index_made_for_it(alone: Nodes) -> None:
    """Its condition has to be that of the index word for word: each opening of a worker's day asks for it."""
    with CaptureQueriesContext(connection) as asked:
        referral_lists.to_confirm(alone.readers["shelter"].id)
    [query] = [one["sql"] for one in asked.captured_queries if "jsonb_path_exists" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("EXPLAIN " + query)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "protection_referral_said_again" in plan

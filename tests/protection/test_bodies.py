"""The directory: what a body is like headquarters says; what it is there for takes the monitor, too (S14)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from panah.border.desk.context import Actor
from panah.border.views.complaining import telephones
from panah.people import desk as people
from panah.people.models import Organisation
from panah.protection.desk import bodies, changes
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.bodies import BodyDescribed, ChangePart
from panah.protection.rules import digest_of
from panah.safeguards import routes
from panah.safeguards.refusals import notice as refusals
from tests.protection.conftest import HEADQUARTERS, MONITOR, Nodes, establish, signature, signed

KEY = "age1gs06sgmmqlf7r75xv3n7g7aezt3cs5xas3wxd6v5jamg9r0z3auqfhuegc"


@pytest.fixture
def body(db: None) -> bodies.BodyView:
    return bodies.body(establish("asylum_authority"))


def competence(body: bodies.BodyView, *needs: str) -> ChangePart:
    return ChangePart(body=body.id, act="competence", needs=needs or ("asylum",), reason="The law")


def test_a_described_body_is_there_for_nothing(body: bodies.BodyView) -> None:
    assert (body.works, body.needs, body.key) == (False, frozenset(), "")
    assert Organisation.objects.filter(subject=body.id, type="authority").exists()


def test_the_notice_of_a_refusal_has_the_telephones_of_the_directory(body: bodies.BodyView) -> None:
    establish("lawyer", phone="+7 700 2")
    establish("unhcr", phone="")
    assert [telephones(called) for called in refusals.CALLS] == [(), (), ("+7 700 2",)]


def test_one_signature_changes_nothing(body: bodies.BodyView) -> None:
    content = competence(body)
    change = changes.propose(content, signature(HEADQUARTERS, digest_of(content)), actor=HEADQUARTERS)
    assert not bodies.body(body.id).works
    with pytest.raises(ProtectionError, match="change_same_person"):
        changes.sign(change, signature(HEADQUARTERS, digest_of(content)), actor=HEADQUARTERS)
    assert not bodies.body(body.id).works
    changes.sign(change, signature(MONITOR, digest_of(content)), actor=MONITOR)
    assert bodies.body(body.id).needs == {"asylum"}
    assert changes.get(change).state == "signed"


def test_a_signature_of_something_else_or_somebody_else_signs_nothing(body: bodies.BodyView) -> None:
    content, other = competence(body), competence(body, "stateless")
    for wrong in (signature(HEADQUARTERS, digest_of(other)), signature(MONITOR, digest_of(content))):
        with pytest.raises(ProtectionError, match="signature_wrong"):
            changes.propose(content, wrong, actor=HEADQUARTERS)
    forged = signature(HEADQUARTERS, digest_of(content)).model_copy(update={"proof": "AAAA"})
    with pytest.raises(ProtectionError, match="signature_wrong"):
        changes.propose(content, forged, actor=HEADQUARTERS)


def test_the_register_itself_takes_no_second_signature_of_the_first(body: bodies.BodyView) -> None:
    """Whatever another node's journal says."""
    from django.utils import timezone

    from panah.journal.entries import Statement
    from panah.journal.record import record
    from panah.protection.facts.bodies import ChangeProposed, ChangeSigned

    content, now, change = competence(body), timezone.now(), uuid4()
    own = signature(HEADQUARTERS, digest_of(content))
    record([Statement(ChangeProposed(content=content, signature=own), change, now),
            Statement(ChangeSigned(signature=own), change, now)], actor=HEADQUARTERS.id)  # fmt: skip
    other = signature(MONITOR, digest_of(competence(body, "stateless")))
    record([Statement(ChangeSigned(signature=other), change, now)], actor=MONITOR.id)
    assert changes.get(change).state == "open"
    assert not bodies.body(body.id).works


def test_a_revoked_body_is_there_for_nothing_and_can_come_back(body: bodies.BodyView) -> None:
    signed(competence(body))
    signed(ChangePart(body=body.id, act="revoke", reason="Closed"))
    found = bodies.body(body.id)
    assert (found.works, found.revoked, found.needs) == (False, True, frozenset())
    signed(competence(body, "stateless"))
    assert bodies.body(body.id).needs == {"stateless"}


def test_the_last_key_holds(body: bodies.BodyView) -> None:
    signed(ChangePart(body=body.id, act="key", key=KEY, reason="Its key"))
    assert bodies.body(body.id).key == KEY
    with pytest.raises(ProtectionError, match="key_unreadable"):
        changes.check(ChangePart(body=body.id, act="key", key="age1nonsense", reason="x"))


def test_a_consulate_is_never_there_for_protection(db: None) -> None:
    with pytest.raises(ProtectionError, match="state_needed"):
        establish("consulate")
    consulate = bodies.body(establish("consulate", state="UZB"))
    with pytest.raises(ProtectionError, match="never_for_protection"):
        changes.check(competence(consulate))
    changes.check(competence(consulate, "consular"))


def test_two_changes_of_one_kind_do_not_wait_at_once_and_a_declined_one_is_over(body: bodies.BodyView) -> None:
    content = competence(body)
    mark = signature(HEADQUARTERS, digest_of(content))
    change = changes.propose(content, mark, actor=HEADQUARTERS)
    with pytest.raises(ProtectionError, match="change_waits"):
        changes.propose(content, mark, actor=HEADQUARTERS)
    changes.decline(change, "Not agreed", actor=MONITOR)
    assert changes.get(change).state == "declined"
    with pytest.raises(ProtectionError, match="change_ended"):
        changes.sign(change, signature(MONITOR, digest_of(content)), actor=MONITOR)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"sort": "gym"}, "sort_unknown"),
        ({"sort": "ngo", "state": "XQX"}, "state_unknown"),
        ({"sort": "ngo", "places": (uuid4(),)}, "place_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(db: None, content: dict[str, object], code: str) -> None:
    with pytest.raises(ProtectionError, match=code):
        bodies.describe(BodyDescribed(name="X", **content), actor=HEADQUARTERS)  # type: ignore[arg-type]


def test_staff_belong_to_the_body_that_is_their_organisation(body: bodies.BodyView) -> None:
    worker = people.hire("Case worker", body.id, actor=people.SYSTEM)
    found = bodies.body_of(worker)
    assert found is not None
    assert found.id == body.id
    elsewhere = people.hire("Officer", people.register_organisation("Border", actor=people.SYSTEM), actor=people.SYSTEM)
    assert bodies.body_of(elsewhere) is None


def test_the_competent_body_is_the_first_of_the_law_that_works(alone: Nodes) -> None:
    post = alone.at.post
    assert bodies.competent("asylum", post).id == alone.readers["asylum"].id  # type: ignore[union-attr]
    assert bodies.competent("health", post) is None
    unhcr = establish("unhcr", "asylum", "health")
    assert bodies.competent("health", post).id == unhcr  # type: ignore[union-attr]
    signed(ChangePart(body=alone.readers["asylum"].id, act="revoke", reason="Closed"))
    assert bodies.competent("asylum", post).id == unhcr  # type: ignore[union-attr]
    with pytest.raises(ProtectionError, match="category_unknown"):
        bodies.competent("gossip", post)


def test_a_body_for_this_very_post_goes_before_one_for_all(alone: Nodes) -> None:
    near = establish("asylum_authority", "asylum", places=(alone.at.post,))
    assert bodies.competent("asylum", alone.at.post).id == near  # type: ignore[union-attr]


def test_routes_choose_among_them(alone: Nodes) -> None:
    import datetime as dt

    case = routes.Case(
        "asylum", False, "F", str(alone.at.post), frozenset({"uz"}), dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    )
    chosen = routes.choose([one.as_route() for one in bodies.bodies()], case)
    assert [choice.body for choice in chosen] == [str(alone.readers["asylum"].id)]


def test_whoever_signs_is_named(body: bodies.BodyView) -> None:
    change = changes.get(signed(competence(body)))
    assert (change.proposed_by, change.ended_by) == (HEADQUARTERS.id, MONITOR.id)
    assert isinstance(HEADQUARTERS, Actor)

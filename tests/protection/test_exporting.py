"""A body's referrals for other systems: nobody without consent, nothing personal without consent to sharing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from panah.people.models import Look
from panah.people.problems import PeopleProblemError
from panah.protection.desk import case_opening, case_work, cases, referrals, replies
from panah.protection.desk.bodies import bodies
from panah.protection.desk.exporting import export
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import CaseClosed
from panah.protection.models import Case, Referral
from panah.safeguards.htcds import header
from panah.safeguards.routes import Said
from tests.border.conftest import SECOND
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.machines import here
from tests.protection.test_referrals import now, only, referred, shelter, yes

__all__ = ["here"]


NOBODY = UUID(int=9)


@dataclass
class Operator:
    id: UUID = NOBODY
    roles: frozenset[str] = frozenset()
    post: None = None


def rows(nodes: Nodes, form: str = "htcds", body: str = "shelter") -> list[dict[str, str]]:
    text = export(nodes.readers[body].id, form, actor=Operator()).text
    return json.loads(text) if form == "json" else list(csv.DictReader(io.StringIO(text)))


def test_without_a_word_to_statistics_or_sharing_nobody_is_in_it(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(),), phone="0700")
    done = export(here.readers["shelter"].id, "htcds", actor=Operator())
    assert (done.rows, done.left_out) == (0, {"no_consent": 1})
    assert done.text.strip() == ",".join(header())
    assert not Look.objects.exists()


def test_with_statistics_alone_nothing_personal_is_in_it(here: Nodes) -> None:
    sent = referred(here, shelter(here), said=(yes(), yes("statistics")), phone="0700")
    [row] = rows(here)
    assert row["con_Consent"] == "FALSE"
    assert row["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking"
    assert row["cas_ReferringOrganisation"] == "Dostyk"
    assert not row["prs_FirstName"]
    assert not row["prs_SecondName"]
    assert not row["prs_MobilePhone"]
    name = only(here, "shelter").row.values["name"]
    for form in ("csv", "json"):
        text = export(here.readers["shelter"].id, form, actor=Operator()).text
        assert name not in text
        assert sent.reference not in text
        assert "0700" not in text
    assert Look.objects.filter(file=only(here, "shelter").row.subject).count() == 3


def test_the_steps_of_the_case_tell_what_was_done_to_the_person(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(), yes("statistics")))
    body, sent = here.readers["shelter"].id, only(here, "shelter").row.subject
    case = case_opening.open_case(body, referral=sent, actor=CASE_WORKER)
    today = timezone.localdate()
    steps = (
        ("received", {"language": "Uzbek", "child": "no"}),
        ("reasonable_grounds", {"exploitation": "forced_labour begging", "controlled": "withholds_documents"}),
    )
    for step, values in steps:
        case_work.take_step(body, case, step, today, values, actor=CASE_WORKER)
    [row] = rows(here)
    assert row["vic_TypeOfExploitation"] == "ForcedLabour;ForcedBegging"
    assert "WithholdsDocuments" in row["vic_MethodsOfControl"]
    assert (row["vic_TraffickingStatus"], row["prs_FirstName"]) == ("PossibleVictimOfTrafficking", "")


def test_with_sharing_it_is_the_standards_form_but_for_what_is_excepted(here: Nodes) -> None:
    said = (yes(), yes("sharing", without=frozenset({"phone"})))
    referred(here, shelter(here), said=said, phone="0700")
    [row] = rows(here)
    assert tuple(row) == header()
    assert row["con_Consent"] == "TRUE"
    told = only(here, "shelter").row.values
    assert (row["prs_SecondName"], row["prs_FirstName"]) == ("KARIMOV", "RUSTAM")
    assert told["name"] == f"{told['surname']} {row['prs_FirstName']}"
    assert not row["prs_MobilePhone"]
    [plain] = rows(here, "json")
    assert plain["name"]
    assert "phone" not in plain


def test_a_name_that_nobody_parted_is_never_guessed_at(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(), yes("sharing")), name="Rustam aka")
    assert "surname" not in only(here, "shelter").row.values, "what was told goes instead of the document's"
    [row] = rows(here)
    assert (row["prs_SecondName"], row["prs_FirstName"]) == ("Rustam aka", "")


def test_who_excepts_their_name_excepts_each_part_of_it(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(without=frozenset({"name"})), yes("sharing", without=frozenset({"name"}))))
    assert not {"name", "surname"} & set(only(here, "shelter").row.values)
    [row] = rows(here)
    assert (row["con_Consent"], row["prs_SecondName"], row["prs_FirstName"]) == ("TRUE", "", "")


def test_consent_that_was_taken_back_counts_from_then_on(here: Nodes) -> None:
    long_ago = Said("sharing", True, now() - 60)
    sent = referred(here, shelter(here), said=(yes(), long_ago), phone="0700")
    assert len(rows(here)) == 1
    replies.take_back(sent.reference, ["sharing"], "asked_alone", "ru", actor=SECOND)
    assert rows(here) == []
    assert not only(here, "shelter").owed, "help goes on"


def test_a_body_hears_itself_that_it_may_count_or_share(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(),))
    row = only(here, "shelter").row
    referrals.say_consent(row.reader, row.subject, Said("statistics", True, now()), actor=CASE_WORKER)
    assert len(rows(here)) == 1


def test_only_trafficking_is_in_the_standards_table_and_each_body_has_its_own(here: Nodes) -> None:
    referred(here, said=(yes("sharing"),))
    done = export(here.readers["asylum"].id, "htcds", actor=Operator())
    assert (done.rows, done.left_out) == (0, {"not_trafficking": 1})
    assert len(rows(here, "csv", "asylum")) == 1
    assert rows(here, "csv", "shelter") == []


def test_a_spreadsheet_runs_nothing_of_it(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(), yes("sharing")), phone="+46 700", wishes="+cmd")
    [row] = rows(here, "csv")
    assert (row["phone"], row["wishes"]) == ("+46 700", "'+cmd")


def test_who_isnt_at_home_or_gives_no_reason_gets_nothing(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(), yes("sharing")))
    with pytest.raises(ProtectionError, match="body_not_here"):
        export(uuid4(), "csv", actor=Operator())
    with pytest.raises(PeopleProblemError):
        export(here.readers["shelter"].id, "csv", actor=Operator(), reason="court")
    with pytest.raises(PeopleProblemError):
        export(here.readers["children"].id, "csv", actor=Operator(), reason="court")  # also where nobody is in it
    assert not Look.objects.exists()


def test_a_closed_case_is_closed_there_and_whoever_handed_it_over_is_named(here: Nodes) -> None:
    referred(here, shelter(here), said=(yes(), yes("statistics")))
    body, sent = here.readers["shelter"].id, only(here, "shelter").row.subject
    case = case_opening.open_case(body, referral=sent, actor=CASE_WORKER)
    assert rows(here)[0]["cas_Status"] == "Active"
    Referral.everybodys.filter(subject=sent).update(reply_to=here.readers["asylum"].public)
    cases.say(body, case, CaseClosed(reason="helped"), actor=CASE_WORKER)
    assert rows(here)[0]["cas_Status"] == "Closed"
    Case.objects.for_body(body).filter(subject=case).update(closed_as="transferred")
    assert rows(here)[0]["cas_Status"] == "ClosedReferred"
    asked_by = next(one.name for one in bodies() if one.id == here.readers["asylum"].id)
    assert rows(here)[0]["cas_ReferringOrganisation"] == asked_by

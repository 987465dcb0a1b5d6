"""Referrals and claims on the screens: from the officer's page to the body's answer and the certificate."""

from __future__ import annotations

import html
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.urls import reverse
from django.utils import translation

from panah.border.desk.context import Actor
from panah.people.models import Look
from panah.protection import certificates
from panah.protection.certificates import CertificateError
from panah.protection.desk import case_opening, claim_certificates, claim_steps, referrals, replies
from panah.protection.desk.ways import Way
from panah.protection.models import Claim, Referral
from panah.protection.views import sending
from panah.protection.views.referral_words import language_named, needs_of, values
from panah.safeguards.routes.directory import Choice
from panah.safeguards.routes.planning import Leg
from tests.people.factories import client_of, somebody
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.test_referrals import NEEDLE, only, referred, shelter, yes
from tests.protection.test_screens import worker


def officer(nodes: Nodes) -> tuple[Client, UUID]:
    """A second-line officer with somebody taken over who said that they are afraid."""
    member = somebody("second_line", post=nodes.at.post)
    actor = Actor(member.id, frozenset({"second_line"}))
    hold = nodes.held(actor=actor)
    client = client_of(member, post=nodes.at.post)
    noted = reverse("protection:talk-note", args=[hold])
    client.post(noted, {"question": "own_words.told", "value": NEEDLE})
    client.post(noted, {"mark": "fear"})
    return client, hold


def test_from_the_officers_page_to_the_certificate(alone: Nodes) -> None:
    client, hold = officer(alone)
    found = reverse("protection:talk-profile", args=[hold])
    page = html.unescape(client.get(found).content.decode())
    assert "asylum" in page
    assert "Goes in any case" in page
    needed = {
        "need": "trafficking",
        "say.services": "yes",
        "language": "ru",
        "without": "phone",
        "told.wishes": "A bed",
    }
    answer = client.post(found, needed, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("protection:handed-over", args=[hold])
    next_step = answer.content.decode()
    assert "What comes next" in next_step
    assert f'href="{reverse("border:hold", args=[hold])}"' in next_step.split("What comes next")[1], "back to them"
    [reference] = {row.reference for row in Referral.everybodys.all()}
    assert reference in answer.content.decode()
    assert {row.sort for row in Referral.everybodys.all()} == {"asylum_authority", "anti_trafficking"}
    for language in ("en", "fa-af"):
        card = client.get(reverse("protection:person-card", args=[hold]), {"language": language})
        assert card.content.startswith(b"%PDF")
    count = client.get(reverse("protection:referral-figures")).content.decode()
    assert "open" in count
    assert NEEDLE not in count

    desk = worker(alone.readers["asylum"].id, 1)
    row = only(alone, "asylum").row
    listed = reverse("protection:referrals")
    assert reference in desk.get(listed).content.decode()
    assert reference in desk.post(listed, {"word": "burn the house"}).content.decode()
    assert reference not in desk.post(listed, {"word": "no such word"}).content.decode()
    shown = desk.get(reverse("protection:referral", args=[row.subject])).content.decode()
    assert NEEDLE in shown
    assert Look.objects.filter(file=row.subject).count() == 1
    assert desk.get(reverse("protection:referral-form", args=[row.subject])).content.startswith(b"%PDF")
    registered = desk.post(reverse("protection:claim-register", args=[row.subject]))
    claim = Claim.everybodys.get()
    assert registered.headers["Location"] == reverse("protection:claim", args=[claim.subject])
    assert only(alone, "asylum").state == "accepted"
    paper = desk.get(reverse("protection:certificate", args=[claim.subject]))
    assert paper.content.startswith(b"%PDF")
    _content, code = claim_certificates.certificate(claim)
    checked = desk.post(reverse("protection:certificate-check"), {"code": code}).content.decode()
    assert "Genuine" in checked
    assert claim.number in checked
    broken = desk.post(reverse("protection:certificate-check"), {"code": code[:-3] + "AAA"})
    assert broken.status_code == 422


def test_nothing_goes_to_a_body_the_person_did_not_agree_to(alone: Nodes) -> None:
    client, hold = officer(alone)
    found = reverse("protection:talk-profile", args=[hold])
    answer = client.post(found, {"need": "trafficking", "say.services": "no"}, follow=True)
    assert "the person didn" in answer.content.decode()
    assert {row.sort for row in Referral.everybodys.all()} == {"asylum_authority"}


def test_after_a_no_to_all_help_there_is_no_card_and_the_officer_is_back_with_the_person(alone: Nodes) -> None:
    member = somebody("second_line", post=alone.at.post)
    hold = alone.held(actor=Actor(member.id, frozenset({"second_line"})))
    client = client_of(member, post=alone.at.post)
    client.post(reverse("protection:talk-note", args=[hold]), {"question": "screen.pay", "value": "no"})
    found = reverse("protection:talk-profile", args=[hold])
    answer = client.post(found, {"need": "trafficking", "say.services": "no", "language": "ru"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("border:hold", args=[hold])
    assert answer.status_code == 200
    assert "the person didn" in answer.content.decode()
    assert not Referral.everybodys.exists()


def test_that_nobody_can_be_asked_is_said_once_for_each_need() -> None:
    def way(need: str, kind: str, *bodies: str) -> Way:
        leg = Leg(need, kind, 0, "services", False, "asked", "", (), "")
        choices = tuple(Choice(one, need, 0, ()) for one in bodies)
        return Way(leg, choices, "" if choices else "no_body")

    nobody, again, somebody_else = way("food", "ngo"), way("food", "social_services"), way("food", "iom", "b")
    other = way("family", "ngo")
    assert sending._each_gap_once([nobody, again, somebody_else, other]) == [nobody, somebody_else, other]


def test_a_body_answers_declines_and_the_officer_asks_the_next(alone: Nodes) -> None:
    referred(alone, shelter(alone), said=(yes(),))
    row = only(alone, "shelter").row
    desk = worker(row.reader, 2)
    answer = reverse("protection:referral-answer", args=[row.subject])
    assert "Say why." in desk.post(answer, {"act": "declined", "reason": "other"}, follow=True).content.decode()
    desk.post(answer, {"act": "acknowledged"})
    assert only(alone, "shelter").state == "acknowledged"
    desk.post(answer, {"act": "asked", "text": "How many are they?"})
    member = somebody("second_line", post=alone.at.post)
    client = client_of(member, post=alone.at.post)
    page = reverse("protection:referral-follow-up", args=[row.subject])
    assert "How many are they?" in client.get(page).content.decode()
    client.post(page, {"answer": "Two"})
    assert only(alone, "shelter").row.said[-1]["text"] == "Two"
    desk.post(answer, {"act": "declined", "reason": "no_room"})
    assert "No room" in client.get(page).content.decode()
    assert "Choose a body." in client.post(page, {"body": str(row.reader), "why": "x"}, follow=True).content.decode()
    elsewhere = worker(alone.readers["asylum"].id, 3)
    assert elsewhere.get(reverse("protection:referral", args=[row.subject])).status_code == 404
    assert elsewhere.post(answer, {"act": "accepted"}).status_code == 404


def test_consent_taken_back_on_the_screens(alone: Nodes) -> None:
    sent = referred(alone, shelter(alone), said=(yes(),))
    client = client_of(somebody("second_line", post=alone.at.post), post=alone.at.post)
    page = reverse("protection:consent-take-back")
    form = {"purposes": "services", "answer": "all", "how": "asked_alone", "language": "ru"}
    assert client.post(page, form | {"reference": "AAAA-AAAA"}).status_code == 422
    spoken = sent.reference.replace("-", " ").lower().replace("h", "\N{CYRILLIC SMALL LETTER EN}")
    assert client.post(page, form | {"reference": spoken}).status_code == 302
    row = only(alone, "shelter").row
    desk = worker(row.reader, 4)
    shown = desk.get(reverse("protection:referral", args=[row.subject])).content.decode()
    assert "Consent was taken back" in shown
    assert row.reference in desk.get(reverse("protection:case-day")).content.decode()
    sent_then = (row.values["name"], "They asked for a bed", 'value="agree"')
    assert all(one in shown for one in sent_then)
    assert replies.count().withdrawn == 1
    desk.post(reverse("protection:referral-answer", args=[row.subject]), {"act": "confirm"})
    assert replies.count().withdrawn == 0
    # Whoever comes later sees what became of it, and none of what is no longer used.
    shown = desk.get(reverse("protection:referral", args=[row.subject])).content.decode()
    assert "Consent was taken back" in shown
    for gone in (*sent_then[:2], 'value="accepted"', "Opening a case"):
        assert gone not in shown
    assert sent_then[2] in shown
    assert row.reference not in desk.get(reverse("protection:case-day")).content.decode(), "nobody waits for an answer"
    claim = only(alone, "asylum").row
    asylum = worker(claim.reader, 5)
    said = asylum.post(reverse("protection:referral-answer", args=[claim.subject]), {"act": "take_back"}, follow=True)
    assert "A claim goes on whatever was consented to." in said.content.decode()


def test_consent_taken_back_reaches_whoever_works_on_it_long_after_they_accepted(alone: Nodes) -> None:
    sent = referred(alone, shelter(alone), said=(yes(),))
    row = only(alone, "shelter").row
    case = case_opening.open_case(row.reader, referral=row.subject, actor=CASE_WORKER)
    desk = worker(row.reader, 4)
    pages = [reverse("protection:case-day"), reverse("protection:case", args=[case])]

    def told() -> list[bool]:
        return ["Consent was taken back" in desk.get(one).content.decode() for one in pages]

    assert told() == [False, False]
    client = client_of(somebody("second_line", post=alone.at.post), post=alone.at.post)
    form = {
        "purposes": "services",
        "answer": "all",
        "how": "asked_alone",
        "language": "ru",
        "reference": sent.reference,
    }
    client.post(reverse("protection:consent-take-back"), form)
    assert told() == [True, True]
    desk.post(reverse("protection:referral-answer", args=[row.subject]), {"act": "confirm"})
    assert told() == [False, False]


def test_consent_narrowed_on_the_screens(alone: Nodes) -> None:
    sent = referred(alone, shelter(alone), said=(yes(),), wishes="A bed by the window")
    client = client_of(somebody("second_line", post=alone.at.post), post=alone.at.post)
    page = reverse("protection:consent-take-back")
    form = {"reference": sent.reference, "purposes": "services", "how": "asked_alone", "language": "ru"}
    in_russian = client.get(page, headers={"Accept-Language": "ru"}).content.decode()
    assert "Номер на карточке" in in_russian
    assert "Telephone number" not in in_russian
    for wrong in (
        {"answer": "less", "without": ["phone"], "language": ""},
        {"without": ["name"]},
        {"answer": "less"},
        {"answer": "less", "until": "2020-01-01"},
        {"answer": "less", "without": ["reference"]},
        {"answer": "all", "without": ["name"]},
    ):
        assert client.post(page, form | wrong).status_code == 422, wrong
    assert replies.count().withdrawn == 0
    assert client.post(page, form | {"answer": "less", "without": ["name"], "until": "2999-01-01"}).status_code == 302
    row = only(alone, "shelter").row
    desk, at_body = worker(row.reader, 4), reverse("protection:referral", args=[row.subject])
    answer = reverse("protection:referral-answer", args=[row.subject])
    shown = desk.get(at_body).content.decode()
    assert "Consent was taken back" in shown
    assert "2999" in shown
    desk.post(answer, {"act": "confirm"})
    assert replies.count().withdrawn == 0
    shown = desk.get(at_body).content.decode()
    assert row.values["name"] not in shown
    assert "A bed by the window" in shown
    desk.post(answer, {"act": "narrow", "language": "ru", "without": ["wishes"], "until": "2020-01-01"})
    desk.post(answer, {"act": "narrow", "language": "ru"})
    assert not only(alone, "shelter").owed, "neither a day that is over nor nothing at all narrows anything"
    desk.post(answer, {"act": "narrow", "language": "ru", "without": ["wishes"]})
    assert only(alone, "shelter").owed >= {"wishes"}
    assert replies.count().withdrawn == 1


def test_what_somebody_said_to_figures_and_sharing_is_taken_back_at_the_body_too(alone: Nodes) -> None:
    """At a claim nothing else hangs on consent, and help goes on."""
    referred(alone, shelter(alone), said=(yes(), yes("statistics"), yes("sharing")))
    claim, help_ = only(alone, "asylum").row, only(alone, "shelter").row
    authority, desk = worker(claim.reader, 4), worker(help_.reader, 5)

    def agreed(name: str, purpose: str) -> bool:
        said = [one["agreed"] for one in only(alone, name).row.consents if one["purpose"] == purpose]
        return bool(said[-1])

    assert (
        'value="services"' not in authority.get(reverse("protection:referral", args=[claim.subject])).content.decode()
    )
    answer = reverse("protection:referral-answer", args=[claim.subject])
    authority.post(answer, {"act": "take_back", "purpose": "statistics", "language": "ru"})
    alone.carry()
    assert [agreed(name, "statistics") for name in ("asylum", "shelter")] == [False, False]
    helping = reverse("protection:referral-answer", args=[help_.subject])
    desk.post(helping, {"act": "take_back", "purpose": "sharing"})
    desk.post(helping, {"act": "take_back", "purpose": "nothing of that name"})
    alone.carry()
    assert [agreed(name, "sharing") for name in ("asylum", "shelter")] == [False, False]
    assert agreed("shelter", "services"), "what they are helped with goes on"
    assert not only(alone, "shelter").owed
    authority.post(answer, {"act": "agree", "purpose": "statistics", "language": "ru"})
    authority.post(answer, {"act": "narrow", "purpose": "sharing", "without": ["name"]})
    authority.post(answer, {"act": "agree", "purpose": "services"})
    alone.carry()
    assert [agreed(name, "statistics") for name in ("asylum", "shelter")] == [True, False], "a yes counts for one body"
    assert not agreed("asylum", "sharing"), "nothing is narrowed where nobody said yes"
    assert "services" not in {one["purpose"] for one in only(alone, "asylum").row.consents}


def test_the_person_may_except_something_later(alone: Nodes) -> None:
    referred(alone, shelter(alone), said=(yes(),))
    row = only(alone, "shelter").row
    desk, page = worker(row.reader, 6), reverse("protection:referral", args=[row.subject])
    answer = reverse("protection:referral-answer", args=[row.subject])
    assert row.values["name"] in desk.get(page).content.decode()
    desk.post(answer, {"act": "agree", "language": "ru", "without": ["name", "reference", "nonsense"]})
    view = only(alone, "shelter")
    assert "name" in view.owed
    assert not view.refused
    assert "reference" not in view.owed
    desk.post(answer, {"act": "confirm"})
    shown = desk.get(page).content.decode()
    assert row.values["name"] not in shown
    assert all(one in shown for one in ('value="accepted"', "They asked for a bed"))


def test_a_certificate_says_what_is_printed_and_nothing_that_was_changed() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    content = certificates.Certificate(
        "2026-AB", "Азиза Ҷӯраева", "1999-01-XX", "2026-11-22", "2027-02-20", "Committee"
    )
    code = certificates.issue(content, key)
    keys = [other.public_key(), key.public_key()]
    assert certificates.check(code, keys) == content
    assert certificates.check(code.lower().replace("-", "-\n "), keys) == content
    for bad in ("", "PANAH1-", "PANAH1-!!", "x" * 5000):
        with pytest.raises(CertificateError):
            certificates.check(bad, keys)
    with pytest.raises(CertificateError, match="unknown_key"):
        certificates.check(code, [other.public_key()])
    at = len(code) - 20
    with pytest.raises(CertificateError):
        certificates.check(code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :], keys)


def test_reasons_and_states_all_have_words() -> None:
    from panah.web.wording import word

    for code in (
        *(f"decline:{reason}" for reason in referrals.REASONS),
        *(f"referral:{state}" for state in referrals.STATES),
        *(f"claim_outcome:{outcome}" for outcome in claim_steps.OUTCOMES),
    ):
        assert word(code) != code


def test_needs_and_languages_are_told_in_words_that_can_be_told_apart() -> None:
    with translation.override("en"):
        assert needs_of(["child_alone", "legal_advice"]).count(" · ") == 1
        assert language_named("uz") == "Uzbek"
    with translation.override("ru"):
        assert language_named("Dari") == "Дари"
        assert language_named("Oʻzbekcha") == "Узбекский"
        assert language_named("Wakhi") == "Wakhi"
        assert values({"language": "Tajik"})[0][1] == "Таджикский"

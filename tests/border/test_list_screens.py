"""Screens of buses, groups, lists, events and paper, without a browser: bad input, other posts, exports, print."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from panah.border.desk import carriages, forms, groups, listings, paper, presentations
from panah.border.models import Carriage, Crossing, Listing, ManifestLine, PaperForm, Presentation
from panah.border.rules.manifests import read_manifest
from panah.documents import Paper
from panah.journal.models import StoredEntry
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport, zone
from tests.border.test_paper import ago, keyed
from tests.people.factories import client_of, somebody

ARRIVAL = {"direction": "entry", "sort": "bus", "plate": "01A123BC", "country": "UZB"}
FORM = {
    "number": "1",
    "direction": "entry",
    "kind": "passport",
    "issuer": "UZB",
    "document_number": "FA1000001",
    "expiry_date": "2033-01-01",
    "surname": "Karimov",
    "given_names": "Rustam",
    "nationality": "Uzbekistan",
    "birth_date": "1367/01/23",
    "sex": "M",
    "capacity": "traveller",
    "purpose": "trade",
    "means": "bus",
    "outcome": "crossed",
}


@pytest.fixture
def officer(here: AtThePost) -> Client:
    return client_of(somebody("first_line", post=here.post), post=here.post, lane="Lane 1")


@pytest.fixture
def colleague(here: AtThePost) -> Client:
    return client_of(somebody("second_line", post=here.post), post=here.post, lane="Lane 1")


def text(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def bus(here: AtThePost, source: str = "Karimov Rustam;FA1000001;UZB") -> UUID:
    return carriages.arrive(
        here.post, direction="entry", sort="bus", plate="01A123BC", lines=read_manifest(source).lines, actor=OFFICER
    )


# --- buses ------------------------------------------------------------------------------------------------------------


def test_a_pasted_list_becomes_a_carriage(officer: Client) -> None:
    source = "name;document\nAli Rahimi;P1\nGul Rahimi;P2"
    answer = officer.post(reverse("border:carriage-new"), {**ARRIVAL, "manifest": source})
    assert answer.status_code == 302
    assert (Carriage.objects.count(), ManifestLine.objects.count()) == (1, 2)
    assert "0 of 2" in text(officer.get(answer["Location"]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name;document\nAli;P1\n;P2", "Line 3, column 1 (name)"),
        (b"Ali;P1\nGu\x00l;P2", "Line 2, character 3"),
        ("Ali;P1\nGul\u202e;P2".encode(), "Line 2, character 4"),
        (b"Ali;P1\n\xff\xfe\xfa", "Line 2"),
        (b"a" * 10_000_000, "The whole list"),
        ('"Ali;P1'.encode("utf-16"), "quotation mark"),
    ],
)
def test_a_bad_file_is_answered_with_its_place_and_leaves_nothing(officer: Client, content: bytes, words: str) -> None:
    before = StoredEntry.objects.count()
    upload = SimpleUploadedFile("list.csv", content, "text/csv")
    answer = officer.post(reverse("border:carriage-new"), {**ARRIVAL, "upload": upload})
    assert answer.status_code == 422
    assert words in text(answer)
    assert StoredEntry.objects.count() == before


def test_ten_megabytes_pasted_are_refused_in_words(officer: Client) -> None:
    before = StoredEntry.objects.count()
    answer = officer.post(reverse("border:carriage-new"), {**ARRIVAL, "manifest": "a" * 10_000_000})
    assert answer.status_code in (400, 413)
    assert "Traceback" not in text(answer)
    assert "<h1" in text(answer)
    assert StoredEntry.objects.count() == before


def test_a_faulty_file_comes_back_as_text_to_be_corrected(officer: Client) -> None:
    upload = SimpleUploadedFile("list.csv", b"Ali Rahimi;P1;QQQ", "text/csv")
    assert "Ali Rahimi;P1;QQQ" in text(officer.post(reverse("border:carriage-new"), {**ARRIVAL, "upload": upload}))


def test_one_scan_one_key_and_the_line_is_ticked(officer: Client, here: AtThePost) -> None:
    carriage = bus(here)
    scan = reverse("border:carriage-scan", args=[carriage])
    page = officer.post(scan, {"mrz": zone(passport(number="FA1000001"))}, follow=True)
    assert "Line 1: Karimov Rustam" in text(page)
    person = Presentation.objects.get()
    decide = reverse("border:carriage-decide", args=[carriage, person.subject])
    given = {"act": "admit", "capacity": "traveller", "purpose": "not_asked", "means": "bus"}
    page = officer.post(decide, given, follow=True)
    assert "1 of 1" in text(page)
    crossing = Crossing.objects.get()
    assert (crossing.vehicle_plate, crossing.means) == ("01A123BC", "bus")


def test_setting_aside_leads_to_luggage_and_family(officer: Client, here: AtThePost) -> None:
    carriage = bus(here)
    person = carriages.scan(carriage, passport(), None, place=here.place, actor=OFFICER).opened.presentation
    page = officer.post(reverse("border:carriage-decide", args=[carriage, person]), {"act": "set_aside"}, follow=True)
    assert "Luggage and family" in text(page)
    stays = reverse("border:carriage-stays", args=[carriage, person])
    page = officer.post(stays, {"family": "goes_on", "luggage": "2 bags"}, follow=True)
    assert "2 bags" in text(page)
    assert officer.post(stays, {"family": "somewhere"}).status_code == 422


def test_a_child_of_unknown_age_is_not_an_adult_because_a_field_stayed_empty(officer: Client, here: AtThePost) -> None:
    carriage = bus(here)
    document = passport(birth="XXXX-XX-XX")
    person = carriages.scan(carriage, document, None, place=here.place, actor=OFFICER).opened.presentation
    decide = reverse("border:carriage-decide", args=[carriage, person])
    given = {"act": "admit", "capacity": "traveller", "purpose": "not_asked", "means": "bus"}
    answer = officer.post(decide, given)
    assert (answer.status_code, Crossing.objects.count()) == (422, 0)
    assert officer.post(decide, {**given, "plainly_adult": "on"}).status_code == 302
    assert Crossing.objects.count() == 1


@pytest.mark.parametrize("scan", ["", "hello", "\x00" * 50, "\u202e" * 90, "<" * 5000, "😀" * 90])
def test_a_scan_of_garbage_is_said_in_words_and_opens_nothing(officer: Client, here: AtThePost, scan: str) -> None:
    carriage = bus(here)
    answer = officer.post(reverse("border:carriage-scan", args=[carriage]), {"mrz": scan})
    assert answer.status_code == 422
    assert "errorlist" in text(answer)
    assert not Presentation.objects.exists()


def test_letting_go_on_says_what_is_open_and_wants_a_yes(officer: Client, here: AtThePost) -> None:
    carriage = bus(here)
    release = reverse("border:carriage-release", args=[carriage])
    assert "1 on the list was not checked" in text(officer.get(release))
    officer.post(release, {})
    assert Carriage.objects.get().released is None
    officer.post(release, {"knowing": "on"})
    assert Carriage.objects.get().released is not None
    assert "1 line not checked" in text(officer.get(reverse("border:carriages")))


def test_a_carriage_of_another_post_is_not_there(officer: Client, here: AtThePost, make_post: object) -> None:
    other = AtThePost(make_post("Elsewhere"), here.place)  # type: ignore[operator]
    carriage = bus(other)
    for name in ("carriage", "carriage-keyed", "carriage-release"):
        assert officer.get(reverse(f"border:{name}", args=[carriage])).status_code == 404
    assert officer.post(reverse("border:carriage-count", args=[carriage]), {"heads": "3"}).status_code == 404


def test_a_plate_is_searched_without_standing_in_an_address_and_exported_harmlessly(
    officer: Client, here: AtThePost
) -> None:
    for plate in ("01 А 123 ВС", "=1+1"):
        carriages.arrive(here.post, direction="entry", sort="car", plate=plate, heads=1, actor=OFFICER)
    page = officer.post(reverse("border:vehicles"), {"q": "01a123bc", "reason": "inspection"})
    assert "01 А 123 ВС" in text(page)
    assert "=1+1" not in text(page)
    officer.post(reverse("border:vehicles"), {"q": ""})
    assert "'=1+1" in officer.get(reverse("border:vehicles"), {"csv": 1}).content.decode()


# --- groups and lists -------------------------------------------------------------------------------------------------


def test_a_hand_over_is_for_the_second_line_and_admits_nobody_unseen(
    officer: Client, colleague: Client, here: AtThePost
) -> None:
    given = {"direction": "entry", "sort": "handover", "state": "UZ", "reference": "17/3", "expected": "2"}
    assert officer.post(reverse("border:group-new"), given).status_code == 422
    page = colleague.post(reverse("border:group-new"), given, follow=True)
    assert "0 of 2" in text(page)
    group = groups.Group.objects.get().subject
    assert officer.get(reverse("border:group", args=[group])).status_code == 403
    page = colleague.post(reverse("border:group-scan", args=[group]), {"mrz": zone(passport())}, follow=True)
    assert "See this person alone first" in text(page)
    assert 'value="admit"' not in text(page)
    person = Presentation.objects.get().subject
    decide = reverse("border:group-decide", args=[group, person])
    decision = {"act": "admit", "capacity": "traveller", "purpose": "removal", "means": "bus"}
    assert colleague.post(decide, decision).status_code == 422
    assert officer.post(reverse("border:group-alone", args=[group, person])).status_code == 403
    alone = reverse("border:group-alone", args=[group, person])
    unheard = text(colleague.post(alone, {"language": " "}, follow=True))
    assert "Write down the language you spoke." in unheard
    assert 'value="admit"' not in unheard
    seen = text(colleague.post(alone, {"language": "Uzbek"}, follow=True))
    assert 'value="admit"' in seen
    assert "Uzbek" in seen
    colleague.post(decide, decision)
    assert Crossing.objects.filter(subject=person).exists()


def test_who_invites_a_group_is_written_once_and_corrected_for_one(officer: Client, here: AtThePost) -> None:
    given = {"direction": "entry", "sort": "group", "sponsor": "Steppe Bau", "address": "Almaty, Abai 5"}
    officer.post(reverse("border:group-new"), given)
    group = groups.Group.objects.get().subject
    page = officer.post(reverse("border:group-scan", args=[group]), {"mrz": zone(passport())}, follow=True)
    assert 'value="Steppe Bau"' in text(page)
    person = Presentation.objects.get()
    assert person.host == {"sponsor": "Steppe Bau", "address": "Almaty, Abai 5"}
    decision = {"capacity": "traveller", "purpose": "work", "means": "bus", "act": "admit"}
    decide = reverse("border:group-decide", args=[group, person.subject])
    assert officer.post(decide, decision | {"address": "x" * 301}).status_code == 422
    officer.post(decide, decision | {"sponsor": "Steppe Bau", "address": "Taraz, Abai 7"})
    person.refresh_from_db()
    assert (person.outcome, person.host["address"]) == ("crossed", "Taraz, Abai 7")


def test_a_booth_key_does_not_get_round_the_talk_alone(officer: Client, here: AtThePost) -> None:
    group = groups.open_group(
        here.post, direction="entry", sort="handover", state="UZB", reference="1", expected=1, actor=OFFICER
    )
    person = groups.scan(group, passport(), None, place=here.place, actor=OFFICER).presentation
    officer.post(reverse("border:admit", args=[person]), {})
    assert not Crossing.objects.exists()


def test_a_list_is_imported_by_those_who_keep_it(officer: Client, colleague: Client, here: AtThePost) -> None:
    sheet = "Ali Rahimi;UZB;P1;2026-01-01;2030-01-01"
    given = {"sort": "pupil", "sheet": sheet}
    assert officer.post(reverse("border:listing-import"), given).status_code == 403
    broken = colleague.post(reverse("border:listing-import"), {**given, "sheet": sheet + "\nGul;UZB"})
    assert "Line 2, column 3 (document number)" in text(broken)
    assert not Listing.objects.exists()
    assert "1 entered" in text(colleague.post(reverse("border:listing-import"), given, follow=True))
    reason = {"reason": "inspection"}
    assert "Ali Rahimi" in text(officer.post(reverse("border:listings"), reason, follow=True))
    row = Listing.objects.get()
    officer.post(reverse("border:listing", args=[row.subject]), {"why": "x"})
    assert listings.get(row.subject).ended is None
    colleague.post(reverse("border:listing", args=[row.subject]), {"why": "Left school"})
    assert listings.get(row.subject).ended is not None


# --- paper ------------------------------------------------------------------------------------------------------------


def on_paper(here: AtThePost) -> None:
    paper.print_forms(here.post, 20, actor=OFFICER)
    paper.declare(here.post, ago(hours=9), ago(hours=5), reason="Power cut", actor=OFFICER)


def at_the_post(moment: object) -> str:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Asia/Almaty")).strftime("%Y-%m-%dT%H:%M")  # type: ignore[attr-defined]


def test_keyed_by_one_confirmed_by_another_at_the_time_it_happened(
    officer: Client, colleague: Client, here: AtThePost
) -> None:
    on_paper(here)
    happened = ago(hours=7).replace(second=0, microsecond=0)
    page = officer.post(reverse("border:paper-key"), {**FORM, "happened": at_the_post(happened)}, follow=True)
    form = PaperForm.objects.get()
    assert f"{form.number[:-1]}2" in text(page)
    assert officer.post(reverse("border:paper-confirm", args=[form.subject])).status_code == 403
    colleague.post(reverse("border:paper-confirm", args=[form.subject]))
    crossing = Crossing.objects.get()
    assert (crossing.happened, crossing.birth_date, crossing.nationality) == (happened, "1988-04-12", "UZB")


def test_whoever_keyed_a_form_sees_no_button_to_confirm_it_and_posting_does_nothing(
    colleague: Client, here: AtThePost
) -> None:
    on_paper(here)
    colleague.post(reverse("border:paper-key"), {**FORM, "happened": at_the_post(ago(hours=7))})
    form = PaperForm.objects.get()
    confirm = reverse("border:paper-confirm", args=[form.subject])
    page = colleague.get(reverse("border:paper-form", args=[form.subject]))
    assert confirm not in text(page)
    assert "You keyed this form yourself" in text(colleague.post(confirm, follow=True))
    assert not Presentation.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "99"}, "number"),
        ({"happened": "2026-02-31T10:00"}, "happened"),
        ({"happened": "2099-01-01T10:00"}, "happened"),
        ({"birth_date": "31.02.1990"}, "birth_date"),
        ({"nationality": "Atlantis"}, "nationality"),
        ({"surname": "Ali\u202e"}, "surname"),
        ({"surname": "", "given_names": ""}, "surname"),
        ({"outcome": "refused"}, "outcome"),
        ({"purpose": "<script>"}, "purpose"),
        ({"adult_name": "Somebody"}, "relation"),
    ],
)
def test_a_fault_is_shown_at_its_field_and_nothing_is_kept(
    officer: Client, here: AtThePost, change: dict[str, str], field: str
) -> None:
    on_paper(here)
    answer = officer.post(reverse("border:paper-key"), {**FORM, "happened": at_the_post(ago(hours=7)), **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not PaperForm.objects.exists()


def test_a_form_that_went_back_shows_what_was_keyed(officer: Client, here: AtThePost) -> None:
    on_paper(here)
    form = forms.key(here.post, keyed(), actor=OFFICER)
    forms.reject(form, "Reads FA7", actor=SECOND)
    page = text(officer.get(reverse("border:paper-key"), {"form": str(form)}))
    assert "Reads FA7" in page
    assert 'value="FA1000001"' in page


def test_printing_reserves_numbers_and_gives_a_pdf(officer: Client, here: AtThePost) -> None:
    page = officer.post(reverse("border:paper-print"), {"count": "3", "travellers": ["ru", "fa-af"]}, follow=True)
    found = re.search(r'href="(/paper/print/[^"]+)"', page.content.decode())
    assert found is not None
    answer = officer.get(found[1].replace("&amp;", "&"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    too_many = officer.post(reverse("border:paper-print"), {"count": "3", "travellers": ["ru", "fa-af", "kk"]})
    assert too_many.status_code == 422


def test_a_missing_number_is_shown_until_it_is_voided(officer: Client, here: AtThePost) -> None:
    on_paper(here)
    forms.key(here.post, keyed("2"), actor=OFFICER)
    missing = f"{paper.prefix(here.post)}-000001"
    assert missing in text(officer.get(reverse("border:paper-numbers")))
    officer.post(reverse("border:paper-void"), {"number": "1", "reason": "Torn"})
    assert "No number is missing" in text(officer.get(reverse("border:paper-numbers")))


# --- events -----------------------------------------------------------------------------------------------------------


def test_an_emergency_owes_papers_until_they_come(officer: Client, here: AtThePost) -> None:
    from panah.documents import from_paper

    document = from_paper(Paper(kind="emergency", description="Woman in labour"))
    person = here.open(document, description="Woman in labour").presentation
    presentations.admit(person, presentations.Decision(papers_later=True, plainly_adult=True), actor=OFFICER)
    assert "Woman in labour" in text(officer.get(reverse("border:papers-owed")))
    again = {"kind": "emergency", "description": "Still without papers"}
    officer.post(reverse("border:papers-complete", args=[person]), again)
    assert "Woman in labour" in text(officer.get(reverse("border:papers-owed"))), "none have come"
    given = {name: FORM[name] for name in ("kind", "issuer", "surname", "given_names", "expiry_date", "sex")}
    given |= {"number": "FA1000001", "nationality": "UZB", "birth_date": "1988-04-12"}
    officer.post(reverse("border:papers-complete", args=[person]), given)
    assert "Nobody owes papers" in text(officer.get(reverse("border:papers-owed")))
    assert Crossing.objects.get().birth_date == "1988-04-12"


def test_a_birth_goes_on_to_the_child(officer: Client, here: AtThePost) -> None:
    mother = here.open(passport(surname="AHMADI")).presentation
    page = officer.post(
        reverse("border:birth", args=[mother]), {"given_names": "Nour", "described": "Girl"}, follow=True
    )
    assert "AHMADI Nour" in text(page)
    assert officer.post(reverse("border:birth", args=[mother]), {"described": ""}).status_code == 422


def test_the_record_of_a_person_leads_to_what_happened_to_them(officer: Client, here: AtThePost) -> None:
    person = here.open(passport(surname="AHMADI")).presentation
    new = f"{reverse('border:event-new')}?presentation={person}"
    assert new in text(officer.get(reverse("border:record", args=[person])))
    page = officer.post(new, {"sort": "illness", "described": "Fainted in the queue", "told": "Doctor"}, follow=True)
    assert "Fainted in the queue" in text(page)
    birth = text(officer.post(new, {"sort": "birth", "described": "Girl, at dawn", "told": "The midwife"}))
    assert f'action="{reverse("border:birth", args=[person])}"' in birth
    assert "Girl, at dawn" in birth, "nothing that was typed is lost"
    assert "The midwife" in birth


def test_a_desk_that_says_no_after_all_is_a_message_and_no_error(officer: Client, here: AtThePost) -> None:
    carriage = bus(here)
    carriages.release(carriage, actor=OFFICER, knowing=True)
    given = {"kind": "none", "description": "A man without papers"}
    page = officer.post(reverse("border:carriage-keyed", args=[carriage]), given, follow=True)
    assert "This vehicle has gone on" in text(page)
    page = officer.post(reverse("border:carriage-scan", args=[carriage]), {"mrz": zone(passport())}, follow=True)
    assert "This vehicle has gone on" in text(page)
    assert not Presentation.objects.exists()


@pytest.mark.parametrize("line", ["", "0", "99", "-1", "1e3", "۱", "9" * 50])
def test_a_line_that_is_none_ticks_nothing(officer: Client, here: AtThePost, line: str) -> None:
    carriage = bus(here)
    person = carriages.scan(carriage, passport(), None, place=here.place, actor=OFFICER).opened.presentation
    answer = officer.post(reverse("border:carriage-match", args=[carriage, person]), {"line": line})
    assert answer.status_code == 302
    assert carriages.get(carriage).member(person).line is None


@pytest.mark.parametrize("kind", ["carriage", "group"])
def test_a_misread_zone_is_replaced_only_when_the_officer_says_so(officer: Client, here: AtThePost, kind: str) -> None:
    party = (
        bus(here)
        if kind == "carriage"
        else groups.open_group(here.post, direction="entry", sort="family", actor=OFFICER)
    )
    misread = zone(passport("KAZ", number="N12308567")).replace("N12308567", "NI23O8567")
    page = officer.post(reverse(f"border:{kind}-scan", args=[party]), {"mrz": misread}, follow=True)
    assert "Perhaps misread" in text(page)
    first = Presentation.objects.get()
    officer.post(reverse(f"border:{kind}-repair", args=[party, first.subject]))
    second = Presentation.objects.exclude(subject=first.subject).get()
    first.refresh_from_db()
    assert (first.outcome, first.voided_reason, first.repeats) == ("voided", "misread", second.subject)
    assert second.document["number"] == "N12308567"
    again = officer.post(reverse(f"border:{kind}-repair", args=[party, second.subject]))
    assert again.status_code == 302
    keyed_in = reverse(f"border:{kind}-keyed", args=[party]) + "?instead="
    officer.post(f"{keyed_in}{second.subject}", {"kind": "none", "description": "Somebody else"})
    second.refresh_from_db()
    assert second.outcome == ""  # a sound reading of somebody is never void for another's sake
    page = officer.post(reverse(f"border:{kind}-scan", args=[party]), {"mrz": misread}, follow=True)
    third = Presentation.objects.order_by("-opened").first()
    assert third is not None
    officer.post(f"{keyed_in}{third.subject}", {"kind": "none", "description": "Nothing fits"})
    third.refresh_from_db()
    assert third.outcome == "voided"
    assert Presentation.objects.filter(outcome="").count() == 3

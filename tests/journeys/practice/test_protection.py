"""From the booth to the answer, in a real browser: what the house is built for, nine ways. The tenth, a complaint that
is answered, is ``test_complaint.py``."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from panah.border.models import Crossing, Refusal
from panah.documents import Fields, write_mrz
from panah.protection.desk import ledger
from panah.protection.models import Claim, Matter, Referral
from tests.journeys.practice.playing import Play
from tests.journeys.practice.seats import Seats, person_of


def zone(surname: str, nationality: str, number: str, *, sex: str = "M", issuer: str = "") -> str:
    """A passport of somebody of age, valid for years."""
    fields = Fields(
        document_code="P", issuer=issuer or nationality, number=number, surname=surname, given_names="ILIM",
        nationality=nationality, birth_date="1987-04-11", sex=sex, expiry_date=f"{date.today().year + 4}-03-02",  # noqa: DTZ011
        optional="",
    )  # fmt: skip
    return "\n".join(write_mrz("TD3", fields))


def test_an_asylum_family(seats: Seats) -> None:
    """Three come, nobody says the word; the mother is heard alone, her claim registered; the review sees the rest."""
    play = Play.of("family")
    for person in ("father", "girl"):
        play.set_aside(person)
    hold = seats.set_aside(play.zone("mother"))
    page = seats.go("second", f"/second-line/{hold}/conversation/?step=present")
    page.get_by_text("Somebody comes in").click()
    page.get_by_label("In what role").select_option("interpreter")
    page.get_by_label("How", exact=True).select_option("phone")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("li", has_text="by phone")).to_be_visible()
    seats.says(hold, "present.alone", "yes")
    seats.says(hold, "language.checked", "they_repeated_it")
    seats.says(hold, "comfort.first", "yes")
    seats.says(hold, "own_words.told", "They said they would burn it with us inside.")
    seats.writes_down(page.get_by_role("button", name="They say they are afraid"))
    expect(page.get_by_text("Questions about reasons have stopped")).to_be_visible()
    reference = seats.hand_over(hold)
    card = page.request.get(f"{seats.url}/referrals/handed-over/{hold}/card/?language=fa-af")
    assert card.body()[:4] == b"%PDF"
    desk = seats.registers(reference)
    claim = Claim.everybodys.get(hold=hold)
    assert desk.request.get(f"{seats.url}/claims/{claim.subject}/certificate/").body()[:4] == b"%PDF"

    # The way on is into the procedure, and the review sees the mother heard and the father not.
    page = seats.go("second", f"/practice/{play.run.id}/")
    page.get_by_role("button", name="End, and look back").click()
    well, missed = (page.locator("section.panel", has_text=head) for head in ("Done well", "Missed, and why"))
    expect(well.locator("li.green", has_text="Handed over: Asylum")).to_contain_text(play.called("mother"))
    expect(missed).to_contain_text(play.called("father"))
    expect(missed).to_contain_text("Only the competent body decides.")


def test_a_trafficked_worker_on_the_way_out(seats: Seats) -> None:
    """The booth sees nothing of the list; she is heard alone; the shelter takes her in."""
    play = Play.of("leaving")
    page = seats.scan(play.zone("woman"), "exit")
    expect(page.get_by_role("heading", name="Lists").get_by_text("In order")).to_be_visible()
    hold = seats.set_aside(play.zone("woman"), key="Enter", direction="exit")
    seats.says(hold, "present.alone", "yes")
    for one in play.scenario.person("woman").says:
        if one.asked in ("screen.leave", "screen.pay", "screen.threat"):
            seats.says(hold, one.asked, one.value)
    reference = seats.hand_over(hold, consent="yes", need="trafficking")
    case = seats.opens_case("shelter", reference)
    seats.takes_step(case, "received", language="Kyrgyz", child="no")
    seats.takes_step(case, "reasonable_grounds", controlled="withholds_documents")
    case.goto(f"{case.url.partition('?')[0]}?part=steps")
    expect(case.locator("main")).to_contain_text("Identified on reasonable grounds")
    assert Referral.everybodys.get(reference=reference, sort="anti_trafficking").accepted is not None
    assert Matter.everybodys.filter(hold=hold, category="trafficking").exists()
    # Nothing keeps her from leaving, and nothing lets anybody send her.
    page = seats.go("second", f"/second-line/{hold}/")
    page.get_by_role("button", name="Take over").click()
    page.get_by_role("button", name="Let go on, the question stays open").click()
    expect(page.get_by_role("button", name="Let go on, the question stays open")).to_have_count(0)
    assert Crossing.objects.get(subject=person_of(hold).subject).direction == "exit"


def test_a_child_alone(seats: Seats) -> None:
    """The booth can't admit him, whatever key; he is heard without the uncle; the guardianship office answers."""
    play = Play.of("boy")
    page = seats.scan(play.zone("boy"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(play.scenario.person("boy").surname)
    assert play.presentation("boy").outcome == ""
    hold = seats.set_aside(play.zone("boy"))
    seats.says(hold, "present.alone", "yes")
    seats.says(hold, "child.company", "stranger")
    seats.says(hold, "child.trust", "My grandmother in Osh. I know the number.")
    reference = seats.hand_over(hold)
    case = seats.opens_case("children", reference)
    seats.takes_step(case, "received", age="child", **{"with": "other_adult"}, language="Kyrgyz")
    seats.takes_step(case, "guardian", name="Guardian of the night", independent="yes")
    assert any(one.ought.check == "accepted" and one.well for one in play.verdicts(end=False))
    # Nobody sends a child back; the second line has no form for it.
    page = seats.go("second", f"/second-line/{hold}/")
    page.get_by_role("button", name="Take over").click()
    seats.go("second", f"/second-line/{hold}/refuse/")
    expect(page.get_by_role("heading", name="What you can do")).to_be_visible()


def test_a_stateless_man(seats: Seats) -> None:
    """XXA is a full document; he says of which country he is: of none. The authority registers it."""
    hold = seats.set_aside(zone("PAK", "XXA", "TS4410001", issuer="KAZ"))
    seats.says(hold, "citizenship.of", "none")
    seats.says(hold, "own_words.told", "The country I was a citizen of isn't there.")
    reference = seats.hand_over(hold)
    seats.registers(reference)
    assert Matter.everybodys.filter(hold=hold, category="stateless").exists()


def test_a_wanted_person_who_claims_asylum(seats: Seats) -> None:
    """A hit doesn't close a claim, nor a claim the hit; two look at it, and nobody goes back."""
    play = Play.of("wanted")
    page = seats.scan(play.zone("man"))
    expect(page.get_by_text("Possible match: for the second line")).to_be_visible()
    hold = seats.set_aside(play.zone("man"), key="Enter")
    page = seats.page("second")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Listed by the traveller's own state. That alone grounds nothing.")).to_be_visible()
    page.locator("input[name=answer][value=same]").check()
    page.get_by_role("button", name="Note it").first.click()
    seats.says(hold, "own_words.told", "If you send me back I will not arrive.")
    seats.writes_down(page.get_by_role("button", name="They say they are afraid"))
    reference = seats.hand_over(hold)
    other = seats.go("commander", f"/second-line/lists/{person_of(hold).subject}/")
    other.get_by_role("button", name="The same person").click()
    expect(other.get_by_text("The same person: two officers say so")).to_be_visible()
    seats.registers(reference)
    page = seats.go("second", f"/second-line/{hold}/")
    page.get_by_role("button", name="Take over").click()
    seats.go("second", f"/second-line/{hold}/refuse/")
    expect(page.get_by_text("This person can't be sent back now.")).to_be_visible()
    found = {one.ought.check for one in play.verdicts(end=False) if one.well}
    assert found >= {"set_aside", "compared", "two_looks", "merits_stopped", "handed_over", "registered"}


def test_consent_is_withdrawn(seats: Seats) -> None:
    """Taken back at the post, it travels to whoever received anything, until they confirm; the matter stays."""
    hold = seats.set_aside(zone("TAKEN", "KGZ", "AC5510002", sex="F"))
    seats.says(hold, "screen.leave", "no")
    reference = seats.hand_over(hold, consent="yes", need="trafficking")
    page = seats.go("second", "/referrals/consent/")
    page.get_by_role("textbox", name="Number on the card").fill(reference)
    page.get_by_label("Help by these bodies").check()
    page.get_by_label("They take it back").check()
    page.get_by_label("In which language").select_option("ru")
    page.get_by_role("button", name="Tell everybody").click()
    expect(page.get_by_text(re.compile("Bodies told: [0-9]+"))).to_be_visible()
    desk = seats.open_referral("shelter", reference)
    expect(desk.get_by_role("heading", name="Consent was taken back")).to_be_visible()
    desk.get_by_role("button", name="Confirm: no longer used").click()
    expect(desk.get_by_role("heading", name="Consent was taken back")).to_have_count(0)
    assert Matter.everybodys.filter(hold=hold, category="trafficking", let_go=None).exists()


def test_a_body_that_doesnt_answer(seats: Seats) -> None:
    """The clocks of the data remind; the post asks the next body, and the first isn't let off."""
    hold = seats.set_aside(zone("SILENT", "TJK", "405510003", sex="F"))
    seats.says(hold, "own_words.afraid", "yes")
    reference = seats.hand_over(hold)
    with ledger.changed() as lines:
        for line in lines.values():
            if line["reference"] == reference:
                line["sent"] -= 30 * 24 * 3600
    page = seats.go("second", "/referrals/figures/")
    page.get_by_role("link", name=reference).first.click()
    expect(page.get_by_role("heading", name="Ask the next body")).to_be_visible()
    asked = Referral.everybodys.filter(reference=reference).count()
    page.get_by_label("Why", exact=True).fill("The asylum desk hasn't answered for a month")
    page.get_by_role("button", name="Ask this body too").click()
    expect(page.get_by_text("The next body is asked, too. The first isn't let off.")).to_be_visible()
    assert Referral.everybodys.filter(reference=reference).count() == asked + 1


def test_a_refusal_that_is_lawful(seats: Seats) -> None:
    """No visa, no fear, heard alone in a language understood; two officers sign; the notice is printed."""
    hold = seats.set_aside(zone("BUSINESS", "GBR", "512345678"))
    page = seats.go("second", f"/second-line/{hold}/refuse/")
    page.get_by_label("Language you spoke").fill("English")
    page.get_by_text("Said it back in own words").click()
    page.get_by_text("Asked alone: no fear to go back").click()
    page.get_by_label("What the person says, in their own words").fill("My office forgot the visa.")
    page.get_by_label("No visa or permit where one is needed").check()
    page.get_by_label("What it rests on", exact=True).fill("No visa was shown.")
    page.get_by_label("Language of the notice for the person").select_option("en")
    page.get_by_role("button", name="Read it again and sign").click()
    page.locator("button[name=sign]").click()
    expect(page.get_by_text("One signature is missing")).to_be_visible()
    second = seats.page("commander")
    second.goto(page.url)
    second.locator("button[name=sign]").click()
    second.locator("#confirm [data-yes]").click()
    expect(second.get_by_text(re.compile("^Entry refused"))).to_be_visible()
    assert Refusal.objects.filter(presentation=person_of(hold).subject).exists()
    notice = second.get_by_role("link", name="Print the notice").get_attribute("href")
    assert second.request.get(f"{seats.url}{notice}").body()[:4] == b"%PDF"


def test_a_refusal_that_isnt(seats: Seats) -> None:
    """Somebody who said that he is afraid: the form isn't there, it says who decides, and the desk says no as well."""
    hold = seats.set_aside(zone("AFRAID", "AFG", "P55100045"))
    page = seats.page("second")
    seats.says(hold, "own_words.afraid", "yes")
    seats.hand_over(hold)
    seats.go("second", f"/second-line/{hold}/").get_by_role("button", name="Take over").click()
    seats.go("second", f"/second-line/{hold}/refuse/")
    expect(page.get_by_text("This person can't be sent back now.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    seats.go("second", f"/second-line/{hold}/")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Admit", exact=False).first.click()
    assert person_of(hold).outcome == "set_aside", (
        "the second line can't open the hold: the key lies with the authority"
    )
    assert not Refusal.objects.filter(presentation=person_of(hold).subject).exists()

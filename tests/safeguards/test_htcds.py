"""A trafficking case in the words of the Human Trafficking Case Data Standard 2.0."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.htcds import HtcdsError, TraffickingCase, controls_of, export, header, parted, read, row, standard
from panah.safeguards.indicators import indicators
from panah.safeguards.tables import DataError, load, parse

CASE = TraffickingCase(
    consent=True,
    given_names="ANNA MARIA",
    surname="ERIKSSON",
    birth_date="1974-08-12",
    phone="+46700000000",
    gender="woman",
    citizenship="SE",
    status="actual",
    decided_by="ngo",
    recruited=("friends", "online_advertisement"),
    controlled=("debt", "withholds_documents"),
    exploited=("forced_labour",),
    industries=("a", "f"),
    referred_by="post 3",
    referred_on="2026-11-21",
)


def test_field_names_and_codes_are_the_standards() -> None:
    told = export(CASE)
    assert told["prs_Gender"] == "Feminine"
    assert told["vic_TraffickingStatus"] == "ActualVictimOfTrafficking"
    assert told["vic_TraffickingStatusDecisionMakingOrg"] == "NGO"
    assert told["vic_MethodsOfControl"] == ["DebtBondage", "WithholdsDocuments"]
    assert told["vic_ForcedLabourIndustry"] == ["A_AgricultureForestryAndFishing", "F_Construction"]
    assert told["cas_IncomingReferralDate"] == "2026-11-21"
    assert "vic_TypeOfSexExploitation" not in told


def test_every_field_of_ours_has_a_place() -> None:
    assert {one.source for one in standard()} == {one.name for one in fields(TraffickingCase)}
    assert len(set(header())) == len(header())


PERSONAL = ("given_names", "surname", "birth_date", "phone")


@given(st.sampled_from(PERSONAL), st.text("ABCDEF", min_size=4))
def test_without_consent_to_sharing_nothing_personal_is_written(name: str, value: str) -> None:
    case = replace(CASE, consent=False, **({} if name == "birth_date" else {name: value}))
    told = export(case)
    assert told["con_Consent"] == "FALSE"
    assert not {"prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_MobilePhone"} & set(told)
    assert value not in "".join(row(case))


def test_a_partly_known_birth_date_is_left_out_and_a_wrong_one_told() -> None:
    assert "prs_Birthdate" not in export(replace(CASE, birth_date="1974-XX-XX"))
    with pytest.raises(HtcdsError) as caught:
        export(replace(CASE, birth_date="1974-13-01"))
    assert caught.value.field == "birth_date"
    assert "1974" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "surname", "told"),
    [
        ("KARIMOV RUSTAM", "KARIMOV", ("RUSTAM", "KARIMOV")),
        ("Rustam  Karimov", "KARIMOV", ("Rustam", "Karimov")),
        ("ERIKSSON ANNA MARIA", "ERIKSSON", ("ANNA MARIA", "ERIKSSON")),
        ("DE LA CRUZ JUAN", "DE LA CRUZ", ("JUAN", "DE LA CRUZ")),
        ("کریمی احمد", "کریمی", ("احمد", "کریمی")),
        ("KARIMOV", "KARIMOV", ("", "KARIMOV")),
        ("Rustam Karimov", "", ("", "Rustam Karimov")),
        ("Rustam Karimovich", "Karimov", ("", "Rustam Karimovich")),
        ("Rustam", "Karimov Aliyev Umarov", ("", "Rustam")),
        ("", "KARIMOV", ("", "")),
    ],
)
def test_a_name_is_parted_where_its_surname_is_known_and_never_guessed_at(
    name: str, surname: str, told: tuple[str, str]
) -> None:
    assert parted(name, surname) == told


def test_only_a_body_says_more_than_possible() -> None:
    for status in ("actual", "not"):
        with pytest.raises(HtcdsError):
            export(replace(CASE, status=status, decided_by=""))
    assert export(TraffickingCase())["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking"


@pytest.mark.parametrize(
    "change", [{"gender": "x"}, {"citizenship": "SWE"}, {"controlled": ("charm",)}, {"industries": ("z",)}]
)
def test_what_the_standard_doesnt_know_is_an_error(change: dict[str, str]) -> None:
    with pytest.raises(HtcdsError):
        export(replace(CASE, **change))


def test_a_row_fits_its_header() -> None:
    cells = dict(zip(header(), row(CASE), strict=True))
    assert cells["vic_MethodOfRecruitment"] == "ThroughFriendsOrSocialEvents;ThroughAnOnlineAdvertisement"
    assert cells["vic_TypeOfSexExploitation"] == ""


def test_operational_indicators_become_methods_of_control() -> None:
    signs = ["labour_child.coercion_at_destination.documents", "sexual_adult.coercive_recruitment.debt"]
    assert controls_of(signs) == ("debt", "withholds_documents")
    assert controls_of(["health.fever", "labour_adult.exploitation.living"]) == ()
    known = {one.id.partition(".")[2] for one in indicators().values() if one.group}
    assert set(read(load("panah.safeguards", "htcds.toml"))[1]) <= known
    assert export(replace(CASE, controlled=controls_of(list(indicators()))))


@pytest.mark.parametrize("change", [('"2.0"', '"1.0"'), ('from = "surname"', 'from = "family"'), ('"debt"', '"charm"')])
def test_a_mistake_in_the_data_is_an_error(change: tuple[str, str]) -> None:
    text = (
        'version = "2.0"\ndocument = "d"\nas_of = 2026-11-21\nchecked = true\n'
        '[[field]]\nname = "a"\nfrom = "surname"\nkind = "text"\n'
        '[[field]]\nname = "b"\nfrom = "controlled"\nkind = "codes"\n[field.codes]\ndebt = "DebtBondage"\n'
        '[controls]\n"x.y" = "debt"\n'
    )
    assert len(read(parse(text, "x.toml"))[0]) == 2
    with pytest.raises(DataError):
        read(parse(text.replace(*change), "x.toml"))


@pytest.mark.parametrize(
    ("told", "written"),
    [("+992 (90) 111-22.33", "+992901112233"), ("0700", "0700"), ("the sister, +992 1", "the sister, +992 1")],
)
def test_a_telephone_has_nothing_between_its_digits(told: str, written: str) -> None:
    assert export(TraffickingCase(consent=True, phone=told))["prs_MobilePhone"] == written

"""Codes into words."""

import logging
from datetime import UTC, date, datetime, timedelta
from enum import Enum

import pytest
from django.utils.translation import gettext_lazy, ngettext_lazy, override

from panah.documents.codes import all_codes
from panah.web import languages, wording
from panah.web.wording import country, word


class Colour(Enum):
    RED = "test:plain"


@pytest.fixture(autouse=True)
def _table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_words", dict(wording._words))
    monkeypatch.setattr(wording, "_reported", set())
    wording.register(
        {
            "test:plain": gettext_lazy("Plain"),
            "test:one": gettext_lazy("The value is %(value)s."),
            "test:days": ngettext_lazy("%(days)s day left", "%(days)s days left", "days"),
            "test_inner": gettext_lazy("inner words"),
        }
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 11, 21), "21 Nov 2026"),
        ("2026-11-21", "21 Nov 2026"),
        ("1974-XX-XX", "1974 (month and day not known)"),
        (datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "21 Nov 2026, 09:05 (UTC)"),
        ("2026-11-21T09:05:00Z", "21 Nov 2026, 09:05 (UTC)"),
        (timedelta(hours=2), "2 h"),
        (12345, "12,345"),
        (True, "yes"),
        ("test_inner", "inner words"),
        (["a", "b", "c"], "a, b and c"),
        ([], "–"),
        ("SADYKOVA", "SADYKOVA"),
        ("<b>", "<b>"),
    ],
)
def test_parameters_are_written_for_the_reader(value: object, shown: str) -> None:
    with override("en"):
        assert word("test:one", {"value": value}) == f"The value is {shown}."


def test_countries_by_the_name_of_the_parameter() -> None:
    wording.register({"test:land": gettext_lazy("From %(issuer)s to %(country)s")})
    with override("en"):
        assert word("test:land", {"issuer": "AFG", "country": "KAZ"}) == "From Afghanistan to Kazakhstan"


def test_the_title_of_a_rule_is_a_text_of_the_catalogue_and_other_titles_are_not() -> None:
    wording.register({"test:rule": "%(rule_title)s", "test:column": "%(title)s"})
    with override("ru"):
        assert word("test:rule", {"rule_title": "Doubts"}) == "Сомнения"
        assert word("test:rule", {"rule_title": "In no catalogue"}) == "In no catalogue"
        assert word("test:column", {"title": "Doubts"}) == "Doubts"


def test_plurals_choose_their_form() -> None:
    with override("en"):
        assert [word("test:days", {"days": days}) for days in (1, 2, 1000)] == [
            "1 day left",
            "2 days left",
            "1,000 days left",
        ]


def test_an_enum_stands_for_its_value() -> None:
    assert word(Colour.RED) == "Plain"
    assert wording.missing([Colour.RED, "test:unheard_of"]) == ["test:unheard_of"]


def test_a_code_without_words_is_readable_and_reported_once_without_its_parameters(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, "panah.web.wording"):
        assert [word("test:strange_code", {"name": "SADYKOVA"}) for _ in range(3)] == ["Strange code"] * 3
    assert len(caplog.records) == 1
    assert "test:strange_code" in caplog.text
    assert "SADYKOVA" not in caplog.text


def test_a_missing_parameter_never_fails_an_inspection() -> None:
    assert word("test:one", {}) == "The value is …."
    assert word("test:days", {})


@pytest.mark.parametrize("language", [one.code for one in languages.ALL])
def test_every_known_code_of_a_country_has_a_name(language: str) -> None:
    with override(language):
        assert [code for code in all_codes() if country(code) in {code, "", "–"}] == []


def test_names_of_countries() -> None:
    with override("ru"):
        assert country("KAZ") == "Казахстан"
        assert country("D<<") == "Германия"
    with override("fa-af"):
        assert country("AFG") == "افغانستان"
    with override("en"):
        assert country("RKS") == "Kosovo"
        assert country("XXA") == "Stateless person"
        assert country("kg") == "Kyrgyzstan"
        assert country("QQQ") == "QQQ"
        assert country("") == "–"


def test_two_areas_never_mean_different_things_by_one_code() -> None:
    wording.register({"test_clash:one": "One"})
    wording.register({"test_clash:one": "One"})
    with pytest.raises(ValueError, match="test_clash:one has other words already"):
        wording.register({"test_clash:one": "Another"})
    assert wording.word("test_clash:one") == "One"

"""The catalogues: what is collected, what is kept, what is complained about."""

import re
from pathlib import Path

import pytest

from panah.stays import available_regimes, load_regime
from panah.web import languages, translations

RUSSIAN = languages.get("ru")


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A product of a few texts, with catalogues for Russian alone."""
    source = tmp_path / "panah"
    (source / "area/templates/area").mkdir(parents=True)
    monkeypatch.setattr(translations, "SOURCE", source)
    monkeypatch.setattr(translations, "LOCALE", source / "locale")
    monkeypatch.setattr(translations, "TRANSLATED", (RUSSIAN,))
    (source / "area/views.py").write_text(
        'from x import gettext as _, ngettext, pgettext\n_("Post %(name)s")\nngettext("%(n)s day", "%(n)s days", n)\n'
        'pgettext("of a person", "Sex")\n'
    )
    (source / "area/templates/area/page.html").write_text(
        '{% load i18n panah %}\n  {% translate "Board" %}\n    {% state "green" _("Valid") %}\n'
        "{% blocktranslate trimmed with who=x %}\n  It's\n  {{ who }}'s turn\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=x %}{{ n }} lane{% plural %}{{ n }} lanes{% endblocktranslate %}\n"
        '{% translate "Sex" context "of a person" as sex %}{# {% translate "Not this" %} #}'
    )
    return source


FILLED = {
    "Post %(name)s": "Пост %(name)s",
    "%(n)s day": ["%(n)s день", "%(n)s дня", "%(n)s дней"],
    "of a person|Sex": "Пол",
    "Board": "Табло",
    "Valid": "Действителен",
    "It's %(who)s's turn": "Очередь: %(who)s",
    "%(n)s lane": ["%(n)s полоса", "%(n)s полосы", "%(n)s полос"],
}


def test_texts_of_code_and_templates_are_found(product: Path) -> None:
    found = {(message.id, message.context) for message in translations.collect() if message.id}
    assert found == {
        ("Post %(name)s", None),
        (("%(n)s day", "%(n)s days"), None),
        ("Sex", "of a person"),
        ("Board", None),
        ("Valid", None),
        ("It's %(who)s's turn", None),
        (("%(n)s lane", "%(n)s lanes"), None),
    }


def test_texts_of_data_files_are_found_where_the_file_says_so(product: Path) -> None:
    (product / "area/rules.toml").write_text(
        'translate = ["title"]\nas_written = ["source"]\n[[rule]]\ntitle = "Thirty days"\nname = "x"\n'
        'source = { title = "Law 12" }\n[[rule.part]]\ntitle = "A part"\n'
    )
    (product / "area/plain.toml").write_text('title = "Not for the screens"\n')
    found = {message.id for message in translations.collect() if message.id}
    assert {"Thirty days", "A part"} <= found
    assert not found & {"Law 12", "Not for the screens", "x"}


def test_titles_of_rules_of_stay_are_for_translators() -> None:
    texts = {message.id for message in translations.collect() if message.id}
    for name in available_regimes():
        regime = load_regime(name)
        assert regime.warning in texts
        assert {rule.head.title for rule in regime.stays} <= texts
        assert not {rule.head.source.title for rule in regime.stays} & texts


RAW_COUNT = re.compile(r"{%\s*blocktrans(?:late)?\s[^%]*?\bcount (\w+)=[^%]*%}(.*?){%\s*endblocktrans", re.DOTALL)


def test_a_counted_number_is_written_as_the_language_writes_it() -> None:
    """The number that chooses the plural has Latin digits: what is shown goes through ``number``."""
    raw = [
        f"{file.name}: {found.group()[:80]}"
        for file in translations.SOURCE.rglob("templates/**/*.html")
        for found in RAW_COUNT.finditer(file.read_text(encoding="utf-8"))
        if re.search(rf"{{{{ *{found[1]} *}}}}", found[2])
    ]
    assert raw == []


def test_a_product_with_every_text_translated_has_no_faults(product: Path) -> None:
    assert translations.extract() == {"ru": 7}
    assert translations.take_in("ru", FILLED) == 0
    assert translations.missing("ru") == []
    assert translations.check() == []


def test_extracting_again_changes_nothing_and_drops_what_is_unused(product: Path) -> None:
    translations.extract()
    translations.take_in("ru", FILLED)
    file = translations.path(RUSSIAN)
    before = file.read_bytes()
    assert translations.extract() == {"ru": 0}
    assert file.read_bytes() == before
    (product / "area/views.py").write_text("")
    assert any("no longer used" in line for line in translations.check())
    translations.extract()
    assert "Пост".encode() not in file.read_bytes()
    assert translations.check() == []


def test_a_new_text_is_missed_in_one_line(product: Path) -> None:
    translations.extract()
    translations.take_in("ru", FILLED)
    (product / "area/more.py").write_text('_("A new text")\n_("Another")\n')
    assert translations.check() == ["ru: 2 of 9 texts lack a translation, such as 'A new text'; 'Another'"]
    assert translations.missing("ru") == ["A new text", "Another"]


@pytest.mark.parametrize(
    ("text", "wrong", "fault"),
    [
        ("Post %(name)s", "Пост", "the place %(name)s is missing"),
        ("Post %(name)s", "Пост %(nam)s", "there is no place %(nam)s"),
        ("%(n)s day", ["день", "дня", "%(d)s дней"], "the place %(n)s is missing"),
    ],
)
def test_a_place_that_was_lost_is_named(product: Path, text: str, wrong: str | list[str], fault: str) -> None:
    translations.extract()
    translations.take_in("ru", FILLED | {text: wrong})
    assert any(fault in line for line in translations.check())


def test_what_is_unsure_counts_as_missing(product: Path) -> None:
    translations.extract()
    translations.take_in("ru", FILLED)
    file = translations.path(RUSSIAN)
    file.write_text(
        file.read_text(encoding="utf-8").replace('msgid "Board"', '#, fuzzy\nmsgid "Board"'), encoding="utf-8"
    )
    assert any("fuzzy" in line for line in translations.check())
    assert translations.extract() == {"ru": 1}


def test_without_a_catalogue_it_says_what_to_do(product: Path) -> None:
    assert translations.check() == ["ru: there is no catalogue; run `panah translations extract`"]


def test_catalogues_carry_no_names_and_no_dates(product: Path) -> None:
    translations.extract()
    text = translations.path(RUSSIAN).read_text(encoding="utf-8")
    for noise in ("Date", "Translator", "Team", "Project", "Generated", "views.py:"):
        assert noise not in text


def test_compiled_catalogues_are_read_by_gettext(product: Path) -> None:
    from gettext import GNUTranslations

    translations.extract()
    translations.take_in("ru", FILLED)
    assert translations.compile() == ["ru"]
    with translations.path(RUSSIAN, "mo").open("rb") as stream:
        catalogue = GNUTranslations(stream)
    assert catalogue.gettext("Board") == "Табло"
    assert [catalogue.ngettext("%(n)s day", "%(n)s days", n) for n in (1, 2, 5)] == FILLED["%(n)s day"]
    assert catalogue.pgettext("of a person", "Sex") == "Пол"


def test_every_text_is_translated_in_every_language() -> None:
    assert translations.check() == []

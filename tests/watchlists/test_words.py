"""Every code of the lists that a screen may show has words."""

from __future__ import annotations

from importlib.resources import files

from panah.names.scoring import model
from panah.watchlists.desk import hits, problems
from panah.watchlists.difference import _FIELDS
from panah.watchlists.entries import NameQuality
from panah.watchlists.formats import MESSAGES
from panah.watchlists.terms import ListKind
from panah.web import wording
from panah.web.wording import word


def test_reasons_of_the_comparison_have_words() -> None:
    codes = {*model().name, *model().identity, "no_name", "document_listed"}
    codes |= {f"{quality.value}_alias" for quality in NameQuality} - {"strong_alias"}
    codes |= {"empty", "too_long", "too_many_parts", "direction_mark", "control_character", "mixed_script"}
    codes |= {"invisible_character"}
    assert wording.missing(f"compared:{code}" for code in codes) == []


def test_kinds_states_answers_and_fields_have_words() -> None:
    states = ("open", "not_same", "same", "confirmed", "unclear", "corrected")
    assert wording.missing(f"list_kind:{kind.value}" for kind in ListKind) == []
    assert wording.missing(f"hit_state:{state}" for state in states) == []
    assert wording.missing(f"hit_answer:{answer}" for answer in hits.ANSWERS) == []
    assert wording.missing(f"hit_act:{act}" for act in ("answered", "confirmed", "doubted", "told", "corrected")) == []
    assert wording.missing(f"telling:{code}" for code in ("may", "by", "not")) == []
    assert wording.missing(f"entry_field:{field}" for field in _FIELDS) == []


def test_every_refusal_and_note_of_a_file_has_words_with_its_parameters() -> None:
    assert wording.missing(f"list_file:{code}" for code in MESSAGES) == []
    for code, text in MESSAGES.items():
        names = {part.partition(")")[0] for part in text.split("%(")[1:]}
        said = word(f"list_file:{code}", {name: f"<{name}>" for name in names})
        for name in names:
            assert f"<{name}>" in said, code


def test_every_no_of_a_desk_has_words() -> None:
    """Codes are read from the code: whatever is raised can be said."""
    codes: set[str] = set()
    for name in ("lists", "loading", "hits"):
        source = files("panah.watchlists.desk").joinpath(f"{name}.py").read_text("utf-8")
        codes |= {part.partition('"')[0] for part in source.split('WatchlistError("')[1:]}
    assert len(codes) > 12
    assert wording.missing(f"watchlist:{code}" for code in codes) == []
    assert problems.WatchlistError("busy").params == {}

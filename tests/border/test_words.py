"""Every code that rules give has words; the screens never show a bare code."""

import tomllib
from importlib.resources import files

from panah.documents.problems import MESSAGES
from panah.web import wording


def test_all_codes_of_documents_and_stays_have_words() -> None:
    stays = tomllib.loads(files("panah.stays").joinpath("wording.toml").read_text(encoding="utf-8"))
    assert wording.missing(f"finding:problem_{code}" for code in MESSAGES) == []
    assert wording.missing(f"documents:{code}" for code in MESSAGES) == []
    assert wording.missing(f"stays:{code}" for section in stays.values() for code in section) == []

"""Every code that reaches a screen of the border has words."""

from __future__ import annotations

import re
from pathlib import Path

import panah.border
from panah import movements
from panah.border.desk.context import CODES
from panah.border.facts.presentations import PresentationVoided
from panah.border.views.record import TAKE_BACK_REASONS
from panah.documents import MESSAGES, paper_kinds
from panah.journal.facts import kinds
from panah.safeguards import children
from panah.stays import available_regimes
from panah.stays.wording import wordings
from panah.web import wording

RULES = Path(panah.border.__file__).parent / "rules"


def test_problems_of_documents() -> None:
    assert wording.missing(f"documents:{code}" for code in MESSAGES) == []
    assert wording.missing(f"finding:problem_{code}" for code in MESSAGES) == []


def test_reasons_and_doubts_of_stays() -> None:
    assert wording.missing(f"stays:{code}" for code in wordings()) == []


def test_codes_of_findings_as_the_rules_write_them() -> None:
    source = "\n".join(path.read_text("utf-8") for path in RULES.glob("*.py"))
    written = re.findall(r'finding\(\s*"(?:document|stay|history|traveller)",\s*"?\w+"?,\s*"([a-z_]+)"', source)
    assert len(set(written)) > 15
    assert wording.missing(f"finding:{code}" for code in written) == []


def test_codes_of_findings_that_are_put_together() -> None:
    codes = [f"stay_{code}" for code in ("overstayed", "conditions_broken", "work_without_permit")]
    codes += ["stay_until", "stay_until_counted", "stay_used_up", "stay_used_up_open", "no_entry_known", "already_left"]
    codes += ["document_sound", "document_as_keyed", "document_none", "document_lost", "document_emergency"]
    codes += ["convention_refugee", "convention_stateless", "last_entry", "last_exit", "crosses_often"]
    codes += [f"stay_{one.code}" for one in movements.capacities().values() if not one.stay_rule]
    codes += [code for code in children.CODES if code != "adult"]
    codes += [f"listed_{sort}" for sort in ("local_resident", "pupil", "group_member")]
    assert wording.missing(f"finding:{code}" for code in codes) == []


def test_duties_of_every_regime() -> None:
    from panah.border.desk.regimes import regime

    duties = {rule.duty for name in available_regimes() for rule in regime(name).duties}
    assert wording.missing(f"finding:duty_{code}" for code in duties) == []


def test_everything_to_choose_from() -> None:
    wanted = [f"purpose:{code}" for code in movements.purposes()]
    wanted += [f"means:{code}" for code in movements.means()]
    wanted += [f"capacity:{code}" for code in movements.capacities()]
    wanted += [f"relation:{code}" for code in children.RELATIONS]
    wanted += [f"authority:{code}" for code in (*children.AUTHORITIES, children.NOT_SHOWN)]
    wanted += [f"paper:{code}" for code in paper_kinds()]
    wanted += [f"taken_back:{code}" for code in TAKE_BACK_REASONS]
    wanted += [f"voided:{code}" for code in PresentationVoided.model_fields["reason"].annotation.__args__]  # type: ignore[union-attr]
    wanted += [f"regime:{name}" for name in available_regimes()]
    wanted += [f"outcome:{code}" for code in ("", "crossed", "set_aside", "returned", "voided")]
    assert wording.missing(wanted) == []


def test_what_a_desk_says_no_with() -> None:
    assert wording.missing(f"desk:{code}" for code in CODES) == []


def test_what_happened_to_a_presentation() -> None:
    said = [kind for kind in kinds() if kind.startswith(("border:presentation:", "border:crossing:"))]
    assert wording.missing(f"fact:{kind}" for kind in said) == []

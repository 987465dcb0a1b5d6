"""A body's referrals as a table for other systems: as far as the person agreed, each row a look that is written down.

Without a word to statistics a person isn't in it at all; without one to sharing nothing is in it that is theirs alone.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from panah import documents
from panah.border.desk.posts import posts
from panah.people.looks import Looking, checked_words, record_looks
from panah.protection.desk import case_steps, cases
from panah.protection.desk.bodies import bodies
from panah.protection.desk.matters import at_home
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import ReferralView, referrals_of
from panah.protection.desk.telling import said_of
from panah.safeguards import htcds
from panah.safeguards.htcds import HtcdsError, TraffickingCase
from panah.safeguards.procedures import told_by_steps
from panah.safeguards.routes import agreed_fields
from panah.web.cells import SafeWriter

FORMATS = ("htcds", "csv", "json")
LEFT_OUT = ("not_trafficking", "no_consent", "not_expressible")
"""Why a referral isn't in the table; ``personal`` beside them counts rows without what is the person's alone."""

_GENDERS = {"F": "woman", "M": "man"}
_OPEN = ("reference", "purpose", "needs", "urgent", "state", "late", "sent", "acknowledged", "accepted", "declined")
_COARSE = ("age_group", "sex", "language")
_PERSONAL = (
    "name",
    "surname",
    "birth_date",
    "citizenship_told",
    "phone",
    "safe_contact",
    "wishes",
    "family_here",
    "signs",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """The table as text, how many rows it has, and how many referrals were left out or shortened, by reason."""

    text: str
    rows: int
    left_out: Mapping[str, int]


def export(body: UUID, form: str, *, actor: Looking, reason: str = "case", words: str = "") -> Exported:
    """The referrals of a body at home here. Each that is written is a look, recorded before.

    ``form`` is one of FORMATS; ``htcds`` has cases of trafficking alone. ProtectionError ``body_not_here``;
    PeopleProblemError without a reason, whoever is in it.
    """
    if body not in at_home():
        raise ProtectionError("body_not_here")
    checked_words(reason, words)
    left: Counter[str] = Counter()
    rows: list[tuple[UUID, dict[str, str]]] = []
    # A body that asked is told of as such; what a post hands over goes back to its node.
    names: dict[UUID | str, str] = {one.id: one.name for one in posts()}
    names |= {one.key: one.name for one in bodies() if one.key}
    for view in sorted(referrals_of(body), key=lambda one: (one.row.sent, one.row.reference)):
        made = _htcds(view, names, left) if form == "htcds" else _plain(view, left)
        if made is not None:
            rows.append((view.row.subject, made))
    record_looks(actor, [subject for subject, _row in rows], reason, f"export:{form}", text=words, sealed=True)
    columns = htcds.header() if form == "htcds" else (*_OPEN, *_COARSE, *_PERSONAL)
    told = [row for _subject, row in rows]
    return Exported(_json(told) if form == "json" else _csv(columns, told), len(rows), dict(left))


def _plain(view: ReferralView, left: Counter[str]) -> dict[str, str] | None:
    if not _agreed(view, "statistics") and not _agreed(view, "sharing"):
        left["no_consent"] += 1
        return None
    row = view.row
    told = {
        "reference": row.reference,
        "purpose": row.purpose,
        "needs": " ".join(row.needs),
        "urgent": "yes" if row.urgent else "no",
        "state": view.state,
        "late": "yes" if view.late else "no",
        **{
            name: moment.isoformat() if (moment := getattr(row, name)) else ""
            for name in ("sent", "acknowledged", "accepted", "declined")
        },
        **{name: row.values.get(name, "") for name in _COARSE},
    }
    if not _agreed(view, "sharing"):
        # The number on the card leads to the person as surely as the name.
        left["personal"] += 1
        return told | {"reference": ""}
    covered = _covered(view, _PERSONAL)
    return told | {name: row.values.get(name, "") for name in _PERSONAL if name in covered}


def _htcds(view: ReferralView, names: Mapping[UUID | str, str], left: Counter[str]) -> dict[str, str] | None:
    row = view.row
    if "trafficking" not in row.needs:
        left["not_trafficking"] += 1
        return None
    if not _agreed(view, "statistics") and not _agreed(view, "sharing"):
        left["no_consent"] += 1
        return None
    shares = _agreed(view, "sharing")
    covered = (
        _covered(view, ("name", "surname", "birth_date", "phone", "signs", "citizenship_told"))
        if shares
        else frozenset()
    )
    told = {name: row.values.get(name, "") if name in covered or name in ("sex", "signs") else "" for name in (
        "name", "surname", "birth_date", "phone", "sex", "signs", "citizenship_told",
    )}  # fmt: skip
    given_names, surname = htcds.parted(told["name"], told["surname"])
    citizenship = documents.describe(told["citizenship_told"])
    case = TraffickingCase(
        consent=shares,
        given_names=given_names,
        surname=surname,
        birth_date=told["birth_date"],
        phone=told["phone"],
        gender=_GENDERS.get(told["sex"], "unknown"),
        citizenship=citizenship.alpha2 if citizenship else "",
        controlled=htcds.controls_of(told["signs"].split()),
        case_status="closed_referred" if view.state == "declined" else "active",
        referred_by=names.get(row.reply_to) or names.get(row.post, ""),
        referred_on=timezone.localdate(row.sent).isoformat(),
        referred_for="services",
    )
    file = cases.of_referral(row.reader, row.subject)
    if file is not None and file.procedure == "trafficking":
        case = told_by_steps(case, case_steps.taken(file), timezone.localdate())
    if file is not None and file.closed is not None:
        case = replace(case, case_status="closed_referred" if file.closed_as == "transferred" else "closed")
    try:
        made = dict(zip(htcds.header(), htcds.row(case), strict=True))
    except HtcdsError:
        left["not_expressible"] += 1
        return None
    left["personal"] += not shares
    return made


def _agreed(view: ReferralView, purpose: str) -> bool:
    return bool(_covered(view, ("needs",), purpose))


def _covered(view: ReferralView, fields: Sequence[str], purpose: str = "sharing") -> frozenset[str]:
    said = [said_of(one) for one in view.row.consents]
    return agreed_fields(said, purpose, str(view.row.reader), fields, int(timezone.now().timestamp()))


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = SafeWriter(out)
    writer.row(columns)
    for row in rows:
        writer.row(row.get(name, "") for name in columns)
    return out.getvalue()


def _json(rows: Sequence[Mapping[str, str]]) -> str:
    return (
        json.dumps([{name: value for name, value in row.items() if value} for row in rows], ensure_ascii=False) + "\n"
    )

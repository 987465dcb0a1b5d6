"""What is told of a person in a referral, and what they said about it: as the post knows it, and as facts hold it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from panah.border.desk.holds import HoldView
from panah.border.desk.posts import post
from panah.protection.desk import talks
from panah.protection.desk.talks import Conversation
from panah.protection.facts.referrals import ConsentPart
from panah.safeguards import htcds, routes
from panah.safeguards.conversation import card_languages, questions
from panah.safeguards.indicators import indicators
from panah.safeguards.routes import Said

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# What looks the same on a Cyrillic keyboard.
_LOOKS_LIKE = str.maketrans("\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u0420\u0422\u0425\u0423", "ABCEHKMPTXY")

ALONGSIDE = ("sharing", "statistics")
"""Purposes for which a body may use what it got for another: what the person said to them goes along."""


VITAL = "vital"
"""How consent was asked where nobody said yes: it was overridden for somebody's life."""


def in_order(values: Mapping[str, str]) -> dict[str, str]:
    """What was said, in the order of the fields' names; a surname only where it is a part of the name that goes along:
    a name that somebody told instead goes as they told it."""
    parted = htcds.parted(values.get("name", ""), values.get("surname", ""))[0]
    return {name: value for name, value in sorted(values.items()) if value and (name != "surname" or parted)}


def part(said: Said) -> ConsentPart:
    """A word of consent as facts hold it."""
    return ConsentPart(
        purpose=said.purpose, agreed=said.agreed, at=said.at, recipient=said.recipient,
        without=tuple(sorted(said.without)), until=said.until, how=said.how, language=said.language,
    )  # fmt: skip


def narrowed(consents: Iterable[Mapping[str, object]], recipient: str, asked: Said, now: int) -> Said | None:
    """What is left for a recipient of what was said, with what the person excepts now (``asked``); None where no yes
    stands. Where nobody said yes it doesn't become one."""
    said = [said_of(one) for one in consents]
    left = routes.narrowed(said, asked.purpose, recipient, now, without=asked.without, until=asked.until)
    return left if left is None or left.how == VITAL else replace(left, how=asked.how, language=asked.language)


def said_of(content: Mapping[str, object]) -> Said:
    """A word of consent as the rules want it, from what a fact, register or ledger keeps."""
    one = ConsentPart.model_validate(content)
    return Said(
        purpose=one.purpose, agreed=one.agreed, at=one.at, recipient=one.recipient, without=frozenset(one.without),
        until=one.until, how=one.how, language=one.language,
    )  # fmt: skip


def values_of(conversation: Conversation, told: Mapping[str, str], said: Iterable[Said] = ()) -> dict[str, str]:
    """Every field that the conversation, the document, what the person ``said`` to consent and what the officer adds
    give, before anything is left out."""
    talk = conversation.talk

    def heard(*questions: str) -> str:
        return "\n".join(value for question in questions for value in talk.values(question))[:4000]

    found_by = (one.indicator for need in conversation.profile.needs for one in need.why if one.indicator)
    signs = dict.fromkeys(found_by)
    found = basic_values(conversation.hold) | {
        "language": heard("language.spoken") or _asked_in(said),
        "interpreter": (talk.values("language.interpreter") or ("",))[-1],
        "age_group": "child" if conversation.child else "adult",
        "own_words": heard(*talks.OWN_WORDS),
        "signs": " ".join(signs),
        "health_told": "\n".join(sorted(code for code in signs if _is_of_health(code)))[:4000],
        "family_here": heard("family.here"),
        "safe_contact": heard("contact.how"),
    }
    return found | {name: value.strip()[:4000] for name, value in told.items() if value.strip()}


def _is_of_health(indicator: str) -> bool:
    """Whether whoever cares for somebody's health needs to know of a sign: of an illness, or asked for with health."""
    asked = (one for one in questions().values() if one.step == "health")
    told = {code for one in asked for codes in one.says.values() for code in codes}
    return indicator in told or indicators()[indicator].category in ("health", "disability")


def basic_values(hold: HoldView) -> dict[str, str]:
    """What the post knows of the person from the document shown."""
    document = hold.presentation.document
    seen = " ".join(filter(None, (document.get("document_code"), document.get("issuer"), document.get("number"))))
    return {
        "place": post(hold.post).name,
        "sex": document.get("sex", ""),
        "name": hold.name,
        "surname": document.get("surname", ""),
        "birth_date": document.get("birth_date", ""),
        "citizenship_told": document.get("nationality", ""),
        "documents_seen": seen,
    }


def language_of(spoken: Iterable[str]) -> str:
    """The code of a language that was written down by its name or code; empty for one that has no cards."""
    for words in spoken:
        for one in card_languages().values():
            if words.strip().casefold() in (one.code, one.name.casefold(), one.own_name.casefold()):
                return one.code
    return ""


def _asked_in(said: Iterable[Said]) -> str:
    """The name of the language in which the person was asked what they consent to."""
    found = (card_languages().get(one.language) for one in said)
    return next((one.name for one in found if one is not None), "")


def new_reference() -> str:
    """A number for the person's card, drawn by chance."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def as_reference(written: str) -> str:
    """A number as somebody typed it: without its hyphen, with spaces, in small letters or in Cyrillic ones."""
    found = "".join(one for one in written.upper().translate(_LOOKS_LIKE) if one in _LETTERS)
    return f"{found[:4]}-{found[4:]}"

"""What the printed notice of a refusal says, in the person's language and the officer's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from panah.safeguards.refusals.grounds import ground_list
from panah.safeguards.refusals.texts import notice_language

CALLS = ("ombudsman", "unhcr", "legal_aid")
"""Whom the person can call: always these three. Their numbers stand in the country's directory."""


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The notice in one language, ready to be set; `deadline` is where the date written for the language belongs."""

    language: str
    direction: str
    title: str
    intro: str
    reason_head: str
    reason: str
    law_head: str
    officers_head: str
    remedy: str
    remedy_head: str
    remedy_to: tuple[str, ...]
    deadline: str
    outside: str
    call_head: str
    calls: tuple[tuple[str, str], ...]
    fear: str
    read: str
    signature: str
    copy: str
    interpreter_head: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """Everything the notice needs. `law`, `place` and `remedy_place` name laws in English (message ids); `last_day`
    of the remedy.

    `confirmed` is false while nobody has compared the country's list with its law: the desk says so and asks for a
    lawyer.
    """

    country: str
    ground: str
    law: str
    place: str
    remedy_place: str
    last_day: dt.date
    confirmed: bool
    texts: tuple[NoticeText, ...]


def content(country: str, ground: str, languages: tuple[str, ...], decided_on: dt.date) -> NoticeContent:
    """The notice for a ground of a country's list, in these languages, the person's first.

    Raises UnknownGroundError and NoSuchLanguageError.
    """
    found = ground_list(country)
    chosen = found.ground(ground)
    return NoticeContent(
        country=country,
        ground=chosen.id,
        law=found.law,
        place=chosen.place,
        remedy_place=found.remedy.place,
        last_day=found.remedy.deadline(decided_on),
        confirmed=found.checked and found.remedy.checked,
        texts=tuple(
            _text(code, chosen.kind, found.remedy.to, found.remedy.waits_outside) for code in dict.fromkeys(languages)
        ),
    )


def _text(code: str, kind: str, to: tuple[str, ...], waits_outside: bool) -> NoticeText:
    language = notice_language(code)
    words = language.texts
    return NoticeText(
        language=code,
        direction=language.direction,
        title=words["notice.title"],
        intro=words["notice.intro"],
        reason_head=words["notice.reason"],
        reason=words[f"ground.{kind}"],
        law_head=words["notice.law"],
        officers_head=words["notice.officers"],
        remedy=words["notice.remedy"],
        remedy_head=words["notice.remedy_to"],
        remedy_to=tuple(words[f"body.{body}"] for body in to),
        deadline=words["notice.deadline"],
        outside=words["notice.outside"] if waits_outside else "",
        call_head=words["notice.call"],
        calls=tuple((body, words[f"body.{body}"]) for body in CALLS),
        fear=words["notice.fear"],
        read=words["notice.read"],
        signature=words["notice.signature"],
        copy=words["notice.copy"],
        interpreter_head=words["notice.interpreter"],
        reviewed=language.review != "awaiting native review",
    )

"""Grounds of refusal per country as data, the remedy with its deadline, and the words of the printed notice."""

from panah.safeguards.refusals.grounds import (
    Ground,
    GroundList,
    Remedy,
    UnknownGroundError,
    ground_list,
    ground_lists,
    in_law,
)
from panah.safeguards.refusals.notice import CALLS, NoticeContent, NoticeText, content
from panah.safeguards.refusals.texts import notice_language, text_ids
from panah.safeguards.texts import LANGUAGES, NoSuchLanguageError

__all__ = [
    "CALLS",
    "LANGUAGES",
    "Ground",
    "GroundList",
    "NoSuchLanguageError",
    "NoticeContent",
    "NoticeText",
    "Remedy",
    "UnknownGroundError",
    "content",
    "ground_list",
    "ground_lists",
    "in_law",
    "notice_language",
    "text_ids",
]

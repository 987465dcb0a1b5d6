"""What the system notices from a presentation and its surroundings, only ever towards protection."""

from panah.safeguards.noticing.known import Known, is_known, known, read_known
from panah.safeguards.noticing.noticing import (
    Advisory,
    Kind,
    Notice,
    advisories,
    kinds,
    notices,
    read_advisories,
    thresholds,
)
from panah.safeguards.noticing.scene import EXCEPTED, STATUS, HandOver, Scene, Shared, status_of

__all__ = [
    "EXCEPTED",
    "STATUS",
    "Advisory",
    "HandOver",
    "Kind",
    "Known",
    "Notice",
    "Scene",
    "Shared",
    "advisories",
    "is_known",
    "kinds",
    "known",
    "notices",
    "read_advisories",
    "read_known",
    "status_of",
    "thresholds",
]

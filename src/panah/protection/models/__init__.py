"""Registers of protection, open and sealed, and its working tables."""

from panah.protection.models.bodies import Body, CompetenceChange
from panah.protection.models.bodykeys import KeyEvent
from panah.protection.models.cases import (
    Case,
    CaseAppointment,
    CaseDocument,
    CaseDocumentPart,
    CaseNote,
    CasePerson,
    CaseService,
    CaseStep,
    CaseTask,
    CaseTransfer,
)
from panah.protection.models.claims import Claim
from panah.protection.models.complaints import Complaint, ComplaintText, CopyOfFile, Correction
from panah.protection.models.conversations import Conversation
from panah.protection.models.figures import PublishedFigure
from panah.protection.models.groups import DeclaredGroup
from panah.protection.models.machines import BodyEvent, BodyFeed, BodyMachine, Webhook
from panah.protection.models.matters import AwaitedShare, Matter, Share
from panah.protection.models.passing import PassedOn
from panah.protection.models.referrals import Ledger, Referral
from panah.protection.models.vital import Overridden, VitalAsk
from panah.protection.models.working import HeldAgain, LookedThrough, ProtectedHolds, TalkKey, TalkNote, Unheard

__all__ = [
    "AwaitedShare",
    "Body",
    "BodyEvent",
    "BodyFeed",
    "BodyMachine",
    "Case",
    "CaseAppointment",
    "CaseDocument",
    "CaseDocumentPart",
    "CaseNote",
    "CasePerson",
    "CaseService",
    "CaseStep",
    "CaseTask",
    "CaseTransfer",
    "Claim",
    "CompetenceChange",
    "Complaint",
    "ComplaintText",
    "Conversation",
    "CopyOfFile",
    "Correction",
    "DeclaredGroup",
    "HeldAgain",
    "KeyEvent",
    "Ledger",
    "LookedThrough",
    "Matter",
    "Overridden",
    "PassedOn",
    "ProtectedHolds",
    "PublishedFigure",
    "Referral",
    "Share",
    "TalkKey",
    "TalkNote",
    "Unheard",
    "VitalAsk",
    "Webhook",
]

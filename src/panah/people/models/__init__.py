"""Registers (from facts) and working tables (credentials, sessions, devices) of people."""

from panah.people.models.accounts import (
    Account,
    OpenSession,
    Passkey,
    RecoveryCode,
    ResetRequest,
    TotpSecret,
    UnknownNameBucket,
)
from panah.people.models.devices import Device
from panah.people.models.oversight import Alarm, Look, SecurityEvent, SignIn
from panah.people.models.staff import Organisation, Role, StaffMember

__all__ = [
    "Account",
    "Alarm",
    "Device",
    "Look",
    "OpenSession",
    "Organisation",
    "Passkey",
    "RecoveryCode",
    "ResetRequest",
    "Role",
    "SecurityEvent",
    "SignIn",
    "StaffMember",
    "TotpSecret",
    "UnknownNameBucket",
]

"""What an officer's own signature on one act is made of."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Method = Literal["passkey", "totp", "practice"]


class ActSignature(BaseModel):
    """Who signed which act, when and how. ``at`` is ISO with offset; ``digest`` the SHA-256 (hex) of what was signed.

    ``key`` names a passkey's credential or the node's signing key (hex); ``proof`` is base64: the answer of the
    passkey as JSON, or the node's Ed25519 signature over staff, method, time and digest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    staff: UUID
    method: Method
    at: str
    digest: str
    key: str
    proof: str

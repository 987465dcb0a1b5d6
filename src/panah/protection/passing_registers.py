"""The register of what bodies handed over themselves."""

from panah.journal.envelopes.registers import SealedRegister
from panah.protection.models.passing import PassedOn

passed_on = SealedRegister("passed_on", tables=[PassedOn])

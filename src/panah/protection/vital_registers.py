"""The register of consent overridden."""

from panah.journal.envelopes.registers import SealedRegister
from panah.protection.models.vital import Overridden

overrides = SealedRegister("overrides", tables=[Overridden])

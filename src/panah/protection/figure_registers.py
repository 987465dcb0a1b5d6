"""The register of what bodies published to the monitor."""

from panah.journal.envelopes.registers import SealedRegister
from panah.protection.models.figures import PublishedFigure

figures = SealedRegister("figures", tables=[PublishedFigure])

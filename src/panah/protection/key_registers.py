"""The register of what was done about the shares of bodies' keys."""

from panah.journal.registers import Register
from panah.protection.models.bodykeys import KeyEvent

body_keys = Register("body-keys", tables=[KeyEvent])

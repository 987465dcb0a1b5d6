"""The register of declared groups."""

from panah.journal.registers import Register
from panah.protection.models.groups import DeclaredGroup

groups = Register("groups_declared", tables=[DeclaredGroup])

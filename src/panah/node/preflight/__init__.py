"""What keeps a production node from starting: each finding says why, and what to do about it."""

from panah.node.preflight.accounts import of_accounts
from panah.node.preflight.clock import of_clock
from panah.node.preflight.configuration import of_configuration
from panah.node.preflight.database import of_database
from panah.node.preflight.finding import Finding
from panah.node.preflight.keys import of_country_key, of_keys
from panah.node.preflight.rights import of_rights

__all__ = [
    "Finding",
    "of_accounts",
    "of_clock",
    "of_configuration",
    "of_country_key",
    "of_database",
    "of_keys",
    "of_rights",
]

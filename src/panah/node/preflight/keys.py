"""Whether the keys a node holds are those it should hold, and its registers are under them."""

from collections.abc import Iterator

from panah.journal import countrykey
from panah.journal.envelopes import keyring
from panah.node.environment import Environment, NodeKind
from panah.node.preflight.finding import Finding


def of_keys(environment: Environment) -> Iterator[Finding]:
    """Judge whether the keys of bodies lie where they belong: never on a post's node (DESIGN 3)."""
    names = ", ".join(reader.name for reader in keyring.readers())
    if environment.node is NodeKind.POST and names:
        yield Finding(
            "readers",
            f"This node is a post, and holds the keys of bodies: {names}",
            f"Move them from {environment.home / 'keys' / 'sealed'} to the node where they are at home",
        )
    if environment.node is NodeKind.BODIES and not names:
        yield Finding(
            "no_readers", "This node is for bodies, and no body has a key here", "Make one with: panah body key NAME"
        )


def of_country_key() -> Iterator[Finding]:
    """Judge whether the registers are under the country key that the node's keys name."""
    names = [name for name, _secret in countrykey.line()]
    under = countrykey.of_registers() or names[:1]
    if missing := [name for name in under if name not in names]:
        yield Finding(
            "country_key_missing",
            f"The registers are under country keys that aren't among the node's: {', '.join(missing)}",
            "Put a newer and whole copy of the keys back",
        )
    elif under != names:
        yield Finding(
            "country_key",
            f"The registers are under the country key {under[-1]}, and {names[-1]} is in use: nobody would be found",
            "Run: panah journal rebuild",
        )

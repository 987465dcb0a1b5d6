"""`panah body key`: the key of a body that is at home on this node, to which others seal what is meant for it."""

from __future__ import annotations

import argparse
import sys
from uuid import UUID

from panah.node.commands import CommandError
from panah.node.running import read_environment, set_up_django, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    key = acts.add_parser("key", help="make a key, or a new one beside the one there is")
    key.add_argument("name", help="the name of its file: small letters, digits, _ and -")
    key.add_argument("--body", type=UUID, help="its id in the directory; without it a new one is made and told")
    acts.add_parser("keys", help="list the bodies at home here")


def run(arguments: argparse.Namespace) -> int:
    environment = read_environment()
    set_up_django()
    from panah.journal.envelopes import keyring
    from panah.journal.keyfiles import KeysUnusableError

    try:
        if arguments.act == "keys":
            found = keyring.readers()
        else:
            found = [keyring.make(arguments.name, arguments.body)]
            tell(f"The secret half is in {environment.home / 'keys' / 'sealed'}: keep a copy where the body's are kept")
    except (keyring.NameTakenError, KeysUnusableError) as error:
        raise CommandError(str(error)) from None
    for reader in found:
        sys.stdout.write(f"{reader.name}: body {reader.id}, key {reader.public}\n")
    return 0

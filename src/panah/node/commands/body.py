"""`panah body`: the key of a body that is at home on this node, to which others seal what is meant for it, and the
shares by which the key comes back when it is lost."""

from __future__ import annotations

import argparse
import sys
from uuid import UUID

from panah.node.commands import CommandError, bodyshares
from panah.node.running import read_environment, set_up_django, tell, whose_home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    key = acts.add_parser(
        "key",
        help="make a key, or a new one beside the one there is; divide it into shares, try them, recover it",
        description="""
            NAME makes a key. split NAME divides it among holders. rehearse SHARE… tries whether shares open what is
            sealed to the body. recover SHARE… puts the key back. open SHARE opens a share that is sealed to a key at
            home here.""",
    )
    key.add_argument("words", nargs="+", metavar="NAME | split NAME | rehearse SHARE… | recover SHARE… | open SHARE")
    key.add_argument("--body", type=UUID, help="its id in the directory; without it a new one is made and told")
    bodyshares.add_options(key)
    acts.add_parser("keys", help="list the bodies at home here")


def run(arguments: argparse.Namespace) -> int:
    if arguments.act == "key" and arguments.words[0] in bodyshares.ACTS:
        return bodyshares.run(arguments)
    environment = read_environment()
    set_up_django()
    from panah.journal.envelopes import keyring
    from panah.journal.keyfiles import KeysUnusableError

    try:
        if arguments.act == "keys":
            found = keyring.readers()
        elif len(arguments.words) > 1:
            raise CommandError(f"{arguments.words[0]}: there is {', '.join(bodyshares.ACTS)}, or the name of one body")
        else:
            again = keyring.find(arguments.words[0]) is not None
            found = [keyring.make(arguments.words[0], arguments.body)]
            tell(f"The secret half is in {environment.home / 'keys' / 'sealed'}: keep a copy where the body's are kept")
            if again:
                tell("Shares that were made before recover the old key only")
            tell(f"Have it come back when it is lost: panah body key split {arguments.words[0]}")
    except (keyring.NameTakenError, KeysUnusableError) as error:
        raise CommandError(str(error)) from None
    if not found:
        elsewhere = whose_home(environment)
        tell(f"No body is at home in {environment.home}; {elsewhere or 'panah body key NAME makes a key for one'}")
    for reader in found:
        sys.stdout.write(f"{reader.name}: body {reader.id}, key {reader.public}\n")
    return 0

"""`panah certificate`: whether a certificate is genuine, without a line and without a node; and the keys for it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from panah.node.commands import CommandError
from panah.node.given import on_one_line
from panah.node.running import read_environment, set_up_django, tell, whose_home
from panah.protection.certificates import LONGEST, CertificateError, check


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    one = acts.add_parser("check", help="check a code from a certificate's square")
    one.add_argument("code", help="the letters, which begin with PANAH1-; - for standard input")
    one.add_argument(
        "--key",
        action="append",
        required=True,
        metavar="KEY",
        help="the authority's public key: 64 hexadecimal digits, or a file with them; may be given several times",
    )
    one.add_argument("--json", action="store_true", help="the fields as one JSON object")
    key = acts.add_parser("key", help="the public key that checks the certificates of an authority at home here")
    key.add_argument("name", metavar="NAME", help="the name of its key (see: panah body keys)")
    take = acts.add_parser("take", help="know an authority's key, so that the screen of this node checks with it")
    take.add_argument("name", metavar="NAME", help="what it is called here: letters, digits and hyphens")
    take.add_argument("key", metavar="KEY", help="64 hexadecimal digits, or a file with them")


def run(arguments: argparse.Namespace) -> int:
    return {"check": _check, "key": _tell_key, "take": _take}[arguments.act](arguments)


def _check(arguments: argparse.Namespace) -> int:
    """Exit code 0 for a genuine certificate whose time isn't over, 1 for any other."""
    keys = [_key(given) for given in arguments.key]
    code = sys.stdin.read(LONGEST + 1) if arguments.code == "-" else arguments.code
    try:
        found = check(code, keys)
    except CertificateError as no:
        said = {"unreadable": "that is no certificate", "unknown_key": "not signed by this authority, or changed"}
        sys.stdout.write(
            json.dumps({"genuine": False, "why": no.code}) + "\n" if arguments.json else said[no.code] + "\n"
        )
        return 1
    fields = asdict(found)
    over = found.is_over(date.today())  # noqa: DTZ011 (the last day is over by the calendar on the wall)
    if arguments.json:
        sys.stdout.write(json.dumps({"genuine": True, "over": over, **fields}, ensure_ascii=False) + "\n")
    else:
        head = (
            "genuine, but its time is over: it says nothing about the claim, ask the authority" if over else "genuine"
        )
        sys.stdout.write(head + "\n" + "".join(f"{name}: {on_one_line(value)}\n" for name, value in fields.items()))
    return int(over)


def _tell_key(arguments: argparse.Namespace) -> int:
    environment = read_environment()
    set_up_django()
    from panah.journal.envelopes import keyring
    from panah.journal.keyfiles import KeysUnusableError
    from panah.protection.desk.claim_certificates import public_key

    try:
        body = keyring.find(arguments.name)
        if body is None:
            elsewhere = whose_home(environment) or "see: panah body keys"
            raise CommandError(f"no key of {arguments.name} is at home in {environment.home}; {elsewhere}")
        sys.stdout.write(f"{public_key(body.id)}\n")
    except (keyring.NameTakenError, KeysUnusableError) as error:
        raise CommandError(str(error)) from None
    return 0


def _take(arguments: argparse.Namespace) -> int:
    key = _key(arguments.key).public_bytes_raw().hex()
    read_environment()
    set_up_django()
    from panah.journal.keyfiles import KeysUnusableError
    from panah.protection.desk.claim_certificates import know

    try:
        know(arguments.name, key)
    except (ValueError, KeysUnusableError) as error:
        raise CommandError(str(error)) from None
    tell(f"Certificates signed with this key are genuine at this node from now on, as those of {arguments.name}")
    return 0


def _key(given: str) -> Ed25519PublicKey:
    try:
        path = Path(given)
        text = given if len(given) == 64 and not path.exists() else path.read_text("ascii")
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text.strip()))
    except (OSError, ValueError):
        raise CommandError(f"{given[:80]}: not a public key of 64 hexadecimal digits, nor a file with one") from None

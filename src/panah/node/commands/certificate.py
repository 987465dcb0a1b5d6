"""`panah certificate`: whether a certificate is genuine, without a line and without a node."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from panah.node.commands import CommandError
from panah.node.given import on_one_line
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


def run(arguments: argparse.Namespace) -> int:
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
    if arguments.json:
        sys.stdout.write(json.dumps({"genuine": True, **fields}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("genuine\n" + "".join(f"{name}: {on_one_line(value)}\n" for name, value in fields.items()))
    return 0


def _key(given: str) -> Ed25519PublicKey:
    try:
        path = Path(given)
        text = given if len(given) == 64 and not path.exists() else path.read_text("ascii")
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text.strip()))
    except (OSError, ValueError):
        raise CommandError(f"{given[:80]}: not a public key of 64 hexadecimal digits, nor a file with one") from None

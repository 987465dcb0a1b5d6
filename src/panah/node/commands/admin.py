"""`panah admin create`: the first administrator of a node, with a code for one sign-in and no default password."""

from __future__ import annotations

import argparse
import sys

from panah.node.commands import CommandError
from panah.node.running import node


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", required=True)
    create = acts.add_parser("create", help="make the first administrator, who appoints everybody else")
    create.add_argument("--name", help="the person's name")
    create.add_argument("--username", help="3 to 60 letters, digits, dots, dashes or underscores")
    create.add_argument("--organisation", help="the organisation that runs this node")


def run(arguments: argparse.Namespace) -> int:
    given = {what: getattr(arguments, what) or _ask(what) for what in ("name", "username", "organisation")}
    with node():
        from panah.people.desk import first_administrator, has_administrator
        from panah.people.problems import MESSAGES, PeopleProblemError

        if has_administrator():
            raise CommandError("this node has an administrator already, who makes further accounts on the screen")
        try:
            made = first_administrator(given["name"], given["username"], given["organisation"])
        except PeopleProblemError as problem:
            raise CommandError(str(MESSAGES.get(problem.code, problem.code))) from None
    sys.stdout.write(
        f"Sign in as {made.account.username} with this code, once; a password is chosen there:\n\n    {made.code}\n\n"
        f"The code is shown now and never again. It is good until {made.account.code_expires:%Y-%m-%d %H:%M} UTC.\n"
    )
    return 0


def _ask(what: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError(f"--{what} is missing")
    return input(f"{what.capitalize()}: ").strip()

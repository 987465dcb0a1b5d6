"""`panah up`: start this node for production, or say everything that keeps it from starting."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from panah.node.commands import CommandError
from panah.node.environment import Environment, Https, Mode
from panah.node.running import NO_DATABASE, has_node, node, read_environment, set_up_django, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1, for a proxy)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--check", action="store_true", help="only say whether it could start")


def run(arguments: argparse.Namespace) -> int:
    if not 0 < arguments.port < 65536:
        raise CommandError(f"--port {arguments.port}: must be from 1 to 65535")
    if arguments.check:
        _look_for_database()
    with node(Mode.PRODUCTION) as environment:
        refuse_unless_safe(environment)
        if arguments.check:
            tell("This node could start")
            return 0
        from django.core.management import call_command
        from django.db import connections

        from panah.journal import rekeying
        from panah.journal.carrying import clocks
        from panah.journal.maintenance import BusyError
        from panah.node.serving import serve

        with suppress(BusyError):  # a replacement that is at work ends it itself
            rekeying.settle()
        for other in clocks.apart():
            tell(str(other))
        call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()
        # Whoever serves has no use for the owner's password.
        os.environ.pop("DATABASE_OWNER_URL", None)
        scheme = "https" if environment.https is Https.OWN else "http"
        tell(f"Panah listens on {scheme}://{arguments.host}:{arguments.port}")
        serve(
            arguments.host,
            arguments.port,
            workers=environment.workers,
            threads=environment.threads,
            certificate=environment.certificate,
            certificate_key=environment.certificate_key,
        )
    return 0


def _look_for_database() -> None:
    """To look is to change nothing: where there is no database, none is made, and what else is wrong is said."""
    environment = read_environment(Mode.PRODUCTION)
    if has_node(environment):
        return
    set_up_django()
    from panah.node import preflight

    _refuse([*map(str, preflight.of_configuration(environment)), NO_DATABASE])


def refuse_unless_safe(environment: Environment) -> None:
    """Raise CommandError with the list of everything that is wrong."""
    from panah.journal.grants import JOURNAL_FUNCTIONS, JOURNAL_TABLES
    from panah.node import preflight
    from panah.node.schema import missing_migrations

    findings = [str(finding) for finding in preflight.of_configuration(environment)]
    if lacking := [str(finding) for finding in preflight.of_rights(JOURNAL_FUNCTIONS)]:
        findings += lacking
    elif missing := missing_migrations():
        findings.append(f"The database isn't up to date ({len(missing)} migrations missing). Run: panah migrate.")
    else:
        findings += map(str, preflight.of_database(read_only=JOURNAL_TABLES))
        findings += map(str, preflight.of_accounts())
        findings += map(str, preflight.of_keys(environment))
        findings += map(str, preflight.of_country_key())
        findings += map(str, preflight.of_clock())
    if findings:
        _refuse(findings)


def _refuse(findings: Sequence[str]) -> NoReturn:
    raise CommandError("this node doesn't start, because\n" + "\n".join(f"  - {finding}" for finding in findings))

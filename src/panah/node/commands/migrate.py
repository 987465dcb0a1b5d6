"""`panah migrate`: tables and rights as this version needs them."""

from __future__ import annotations

import argparse
from urllib.parse import unquote, urlsplit

from panah.node.running import NO_DATABASE, has_node, node, read_environment, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say what is missing; exit code 1 if anything is")


def run(arguments: argparse.Namespace) -> int:
    # To look is to change nothing: the embedded database is made by whoever asks for it.
    if arguments.check and not has_node(read_environment()):
        tell(NO_DATABASE)
        return 1
    with node() as environment:
        from panah.node.databases import acting_as_owner, url_of
        from panah.node.schema import bring_up_to_date, missing_migrations

        if arguments.check:
            missing = missing_migrations()
            for name in missing:
                tell(f"missing: {name}")
            return 1 if missing else 0
        runtime = unquote(urlsplit(url_of(environment, "runtime")).username or "")
        with acting_as_owner(environment):
            # Who runs the node may have lost the right to look: a restore can leave it without any.
            missing = missing_migrations()
            bring_up_to_date(runtime)
        tell(f"The database is up to date ({len(missing)} migrations applied)")
    return 0

"""`panah demo`: a running post with a demo country on this machine, from nothing or from what is there.

`panah demo --practice`: a post of its own for practising scenarios, thrown away at the end.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import secrets

from panah.node.commands import CommandError
from panah.node.environment import Environment, Mode
from panah.node.home import BUILDING, PRACTICE_HOME, READY, DemoHome
from panah.node.running import kept_secret, node, read_environment, tell

SEEDS = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reset", action="store_true", help="delete the demo's data and begin again")
    parser.add_argument(
        "--practice", action="store_true", help="ten scenarios to practise, at a post thrown away after"
    )
    parser.add_argument("--seed", type=int, help="draw the names of a practice post from this number again")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on; the next free one if taken (8000)")


def run(arguments: argparse.Namespace) -> int:
    if not 0 < arguments.port < 65536:
        raise CommandError(f"--port {arguments.port}: must be from 1 to 65535")
    if arguments.seed is not None and not (arguments.practice and 0 <= arguments.seed < SEEDS):
        raise CommandError(f"--seed: goes with --practice, from 0 to {SEEDS - 1}")
    os.environ["PANAH_MODE"] = Mode.DEMO.value
    environment = read_environment()
    if environment.database_url or environment.database_owner_url:
        raise CommandError("the demo brings its own database; unset DATABASE_URL and DATABASE_OWNER_URL")
    if arguments.practice:
        seed = secrets.randbelow(SEEDS) if arguments.seed is None else arguments.seed
        return _practise(environment, arguments.port, seed)
    home = _home(environment, reset=arguments.reset)
    os.environ["PANAH_SECRET_KEY"] = kept_secret(environment.home / "secrets" / "django")
    with node() as environment:
        _fill(environment, home)
        _serve(environment, arguments.port)
    tell("The demo has ended; make demo opens it again as it was")
    return 0


def _practise(environment: Environment, wanted: int, seed: int) -> int:
    """A practice post in a folder of its own inside the home: whatever was left of an earlier one goes first."""
    home = DemoHome(environment.home / PRACTICE_HOME)
    environment.home.mkdir(parents=True, exist_ok=True)
    with open(environment.home / f"{PRACTICE_HOME}.lock", "w", encoding="ascii") as alone:
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(
                "a practice post is open here already; end it first, or name another folder in PANAH_HOME"
            ) from None
        return _practise_at(home, wanted, seed)


def _practise_at(home: DemoHome, wanted: int, seed: int) -> int:
    home.empty()
    home.set_mark(BUILDING)
    home.set_practising()
    os.environ["PANAH_HOME"] = str(home.folder)
    os.environ["PANAH_SECRET_KEY"] = kept_secret(home.folder / "secrets" / "django")
    try:
        with node() as place:
            _fill_practice(place, seed)
            home.set_mark(READY)
            _serve_practice(place, wanted, seed)
    finally:
        home.empty()
        tell("The practice post is gone, and everything said in it")
    return 0


def _fill_practice(environment: Environment, seed: int) -> None:
    from panah.node.databases import acting_as_owner
    from panah.node.practice import building
    from panah.node.schema import bring_up_to_date

    tell("Making the tables")
    with acting_as_owner(environment):
        bring_up_to_date("panah")
    building.build(tell, seed=seed)


def _serve_practice(environment: Environment, wanted: int, seed: int) -> None:
    from django.db import connections

    from panah.node.ports import free_port
    from panah.node.serving import serve

    port = free_port(wanted)
    connections.close_all()

    def answers() -> None:
        tell(f"\nThe practice post is open at http://127.0.0.1:{port}/practice/")
        tell(f"The same people again: panah demo --practice --seed {seed}")
        tell("Pick any role on the sign-in page, then a scenario. Ctrl-C ends it and throws everything away.\n")

    serve("127.0.0.1", port, workers=environment.workers, threads=environment.threads, answers=answers)


def _home(environment: Environment, *, reset: bool) -> DemoHome:
    home = DemoHome(environment.home)
    if reset or home.mark == BUILDING:
        tell("Deleting the demo's data" if reset else "The demo's data were left unfinished: beginning again")
        home.empty()
    return home


def _fill(environment: Environment, home: DemoHome) -> None:
    from panah.node.databases import acting_as_owner
    from panah.node.demo import build, house
    from panah.node.schema import bring_up_to_date, holds_facts, missing_migrations

    if not home.mark and holds_facts():
        raise CommandError(
            f"{environment.home} holds the data of a node that is no demo; name another folder in PANAH_HOME"
        )
    if home.mark != READY:
        home.set_mark(BUILDING)
    if missing_migrations():
        tell("Making the tables")
        with acting_as_owner(environment):
            bring_up_to_date("panah")
    if home.mark != READY:
        tell("A house for the bodies of protection, a node of its own")
        known, card = house.make(environment)
        build(tell, house=known)
        house.acquaint(environment, card)
        home.set_mark(READY)
    else:
        house.keep_up_to_date(environment)


def _serve(environment: Environment, wanted: int) -> None:
    from django.db import connections

    from panah.node.demo import examples, house
    from panah.node.ports import free_port
    from panah.node.serving import serve

    port = free_port(wanted)
    second = free_port(port + 1)
    shown = examples()
    connections.close_all()

    def answers() -> None:
        tell(f"\nPanah is open at http://127.0.0.1:{port}")
        tell(f"The house of the bodies that help, a node of its own, is open at http://127.0.0.1:{second}")
        tell("Pick “First line” on the sign-in page, then type or paste one of these into the booth and press Enter:\n")
        for example in shown:
            tell(f"  {example.title}")
            for line in example.lines:
                tell(f"    {line}")
            tell("")
        tell("Enter admits, F2 sets aside. Ctrl-C ends the demo.\n")

    with house.open_for(environment, second):
        serve("127.0.0.1", port, workers=environment.workers, threads=environment.threads, answers=answers)

"""`panah destroy`: end a post that is about to be overrun. Keys first, then the database and files; no way back."""

from __future__ import annotations

import argparse
import sys

from panah.node.commands import CommandError
from panah.node.environment import Environment
from panah.node.running import database, has_node, read_environment, set_up_django, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="*", help="the name of the post, typed out: with it nothing is asked any more; without, it is"
    )
    parser.add_argument("--rehearse", action="store_true", help="say what would happen and what would be lost; no more")
    parser.add_argument(
        "--linger", type=float, default=0, metavar="SECONDS", help="how long the web server may still answer, keyless"
    )


def run(arguments: argparse.Namespace) -> int:
    from panah.node.destroying import doing, keys

    environment = read_environment(even_destroyed=True)
    if when := keys.ended(environment.home):
        raise CommandError(f"this node was destroyed already ({when})")
    if keys.begun(environment.home):
        doing.destroy(environment, tell, linger=min(max(arguments.linger, 0), 10))
        return 0
    if not (environment.home / "keys").is_dir() and not has_node(environment):
        raise CommandError(f"there is no node in {environment.home}: PANAH_HOME names the folder of the one to destroy")
    known = doing.names(environment.home)
    typed = " ".join(arguments.name)
    if arguments.rehearse or not known or not typed:
        # Who types the name at once has no time for the database to start.
        known = _show(environment) or known
    if not known:
        # A node without a post, or whose database can't tell: its folder stands for it.
        known = [environment.home.name]
    if arguments.rehearse:
        _rehearse(environment, known)
        return 0
    if not typed:
        tell(f"There is no way back. Type the name of the post to destroy it ({' or '.join(known)}), or nothing:")
        typed = sys.stdin.readline()
    if not doing.is_named(typed, known):
        raise CommandError("that isn't the name of this post; nothing was done")
    doing.destroy(environment, tell, linger=min(max(arguments.linger, 0), 10))
    return 0


def _show(environment: Environment) -> list[str]:
    """What would be lost, as far as the database can say; and the names of the posts."""
    if not has_node(environment):
        return []
    try:
        with database(environment):
            set_up_django()
            from panah.border.desk.posts import read_here
            from panah.journal.carrying.behind import not_elsewhere

            lost = not_elsewhere()
            names = [post.name for post in read_here()]
    except Exception as trouble:  # a database in whatever state mustn't stand in the way
        tell(f"What would be lost can't be said: the database doesn't answer ({type(trouble).__name__})")
        return []
    tell(f"{lost.entries:,} of {lost.all:,} entries of this post are kept nowhere else")
    for peer in lost.peers:
        reads = "reads everything" if peer.everything else "reads what is shared"
        tell(f"  {peer.peer} ({reads}) lacks {peer.entries:,}")
    if lost.medium is not None:
        tell(f"  the second medium lacks {lost.medium:,}: take it with you")
    if lost.entries:
        tell("If there is time, carry them away first: panah journal carry FILE --to NODE")
    return names


def _rehearse(environment: Environment, known: list[str]) -> None:
    from panah.node.destroying import data, doing

    home = environment.home
    secrets = [home / "keys", *data.secrets_of(environment)]
    amount = sum(path.is_file() for folder in secrets for path in folder.rglob("*"))
    tell(f"Nothing is done. To destroy this post: panah destroy {known[0]}")
    tell(f"1. {amount} files of keys and passwords below {home} would be out of reach at once, overwritten and removed")
    tell("2. The web server would be ended")
    if environment.database_url or environment.database_owner_url:
        tell("3. The tables would be dropped from the database in DATABASE_OWNER_URL, if that is given")
    else:
        tell("3. The database would be ended, overwritten and removed")
    others = ", ".join(name for name in data.KEPT if (home / name).exists())
    tell(f"4. These would be removed: {others or 'nothing else'}")
    tell("A power cut on the way changes nothing: whatever is started next goes on with it")
    tell(doing.FLASH)
    tell(doing.ELSEWHERE)

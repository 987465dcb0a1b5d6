"""What every command that needs the whole node goes through: environment, database, Django, in this order."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from panah.node.commands import CommandError
from panah.node.environment import Environment, Mode, SettingError
from panah.node.home import HOUSE, demo_of, house_url
from panah.node.postgres import PostgresError, Server


def tell(line: str) -> None:
    """Show a line of progress."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 (a command line speaks)


def read_environment(mode: Mode | None = None, *, even_destroyed: bool = False) -> Environment:
    """Read the environment; `mode` is the one to assume where none is set. A node that was destroyed is refused, and
    one whose destruction was interrupted is destroyed to the end, unless ``even_destroyed``."""
    if mode is not None:
        os.environ.setdefault("PANAH_MODE", mode.value)
    try:
        environment = Environment.from_env(os.environ)
    except SettingError as error:
        raise CommandError(str(error)) from None
    # Only a command that works on a node gets here: the others, which read a file and answer, go without Django.
    from panah.node.destroying import doing

    demo = demo_of(environment.home)
    if demo is not None and not (environment.database_url or environment.database_owner_url):
        environment = _as_house(environment, demo)
    if not even_destroyed and (why := doing.refuse_or_finish(environment, tell)):
        raise CommandError(why)
    return environment


def no_node(environment: Environment) -> str:
    """That there is no node, and where it was looked for."""
    return f"there is no node here: PANAH_HOME={environment.home} has no database, and DATABASE_URL is not set"


def whose_home(environment: Environment) -> str:
    """Where bodies are at home, if not here: those of a demo live in a house of their own."""
    house = environment.home / HOUSE
    return f"those of this demo are at home in PANAH_HOME={house}" if demo_of(house) else ""


NO_DATABASE = "There is no database yet. Run: panah migrate."
OWN_DATABASE = "look at DATABASE_URL and at the server; docs/operations.md says how its roles and the database are made"


def _as_house(environment: Environment, demo: Path) -> Environment:
    """The bodies' house of a demo has its database at the post's server."""
    runtime, owner = house_url(demo, "runtime"), house_url(demo, "owner")
    os.environ |= {"DATABASE_URL": runtime, "DATABASE_OWNER_URL": owner}
    return replace(environment, database_url=runtime, database_owner_url=owner)


def has_node(environment: Environment) -> bool:
    """Whether there is a database to work with, or one would have to be made. Makes nothing."""
    if environment.database_url or environment.database_owner_url:
        return True
    try:
        return Server(environment.home).state.data.is_dir()
    except OSError:
        # A folder that can't be looked into: starting the database says what is wrong with it.
        return True


@contextmanager
def database(environment: Environment, progress: Callable[[str], None] = tell) -> Iterator[None]:
    """Hold on to the embedded PostgreSQL, unless the environment names another one."""
    demo = demo_of(environment.home)
    if demo is None and (environment.database_url or environment.database_owner_url):
        yield
        return
    server = Server(demo or environment.home)
    try:
        try:
            server.start(progress)
        except PostgresError as error:
            raise CommandError(str(error)) from None
        yield
    finally:
        server.stop()


def set_up_django() -> None:
    """Load the application. Call it once the database has been started, so that its port is known."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panah.node.settings")
    django.setup()


@contextmanager
def node(mode: Mode | None = None) -> Iterator[Environment]:
    """The whole node, ready for use as the runtime role; database trouble becomes one line."""
    environment = read_environment(mode)
    with database(environment):
        set_up_django()
        from django.db import DatabaseError, OperationalError

        from panah.journal.shadow import NoTableError

        try:
            yield environment
        except OperationalError as error:
            own = f"; {OWN_DATABASE}" if environment.database_url else ""
            raise CommandError(f"the database can't be reached: {_first_line(error)}{own}") from None
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", None) == "42P01":
                raise CommandError("the database isn't up to date; run: panah migrate") from None
            if getattr(error.__cause__, "sqlstate", None) == "25006":
                raise CommandError(f"the database only lets itself be read; {OWN_DATABASE}") from None
            raise
        except NoTableError:
            raise CommandError("the database isn't up to date; run: panah migrate") from None
        except SettingError as error:
            raise CommandError(str(error)) from None


def kept_secret(path: Path) -> str:
    """Return the secret kept in a file only this account can read, made on first use."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii").strip()


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]

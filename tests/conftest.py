"""Fixtures every test may use: a real database as the runtime role, a running site, a closed network.

- `db`                one transaction per test, rolled back (pytest-django's own fixture, on our database)
- `fresh_database`    a database of the test's own, for real commits, threads and several connections
- `as_owner`          with `fresh_database`: a context in which the connection is the owner's (rebuild, erase)
- `running_site`      with a database of its own: a web server on 127.0.0.1, its address in `.url`
- `postgres`          the server of this run, for tests about roles and databases themselves
"""

from __future__ import annotations

import fcntl
import gc
import ipaddress
import os
import shutil
import socket
import tempfile
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections

from panah.node.postgres import Server
from panah.node.postgres.processes import exists

RUN_FOLDER = "PANAH_TEST_RUN"
TEMPLATE = "panah_template"
NO_CHROMIUM = "no Chromium on this machine; get it with: apt-get install chromium-headless-shell (or chromium)"
# The one without windows first: it opens a page in a fifth of the time.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

hypothesis.settings.register_profile(
    "panah",
    deadline=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("panah")

# Playwright keeps an event loop in the test's thread; Django would refuse to talk to the database from there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# --- one server per run -----------------------------------------------------------------------------------------------


def _shared_folder() -> Path:
    """Memory if there is enough of it, else the folder for temporary files."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder with an unguessable name is made in it)
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 3 * 2**30:
        return memory
    return Path(tempfile.gettempdir())


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: looking through it for garbage would take a third of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    for left_over in _shared_folder().glob("panah-tests-*"):
        owner = left_over.name.split("-")[2]
        if owner.isdigit() and not exists(int(owner)) and os.access(left_over, os.W_OK):
            _remove(left_over)
    folder = _shared_folder() / f"panah-tests-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    folder.mkdir(mode=0o755)
    os.environ[RUN_FOLDER] = str(folder)
    # What pytest itself gives as `tmp_path` lies there too: keys and lists are synced to disk hundreds of times.
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and (folder := os.environ.pop(RUN_FOLDER, "")):
        _remove(Path(folder))


def _remove(folder: Path) -> None:
    if (folder / "postgres").exists():
        Server(folder, durable=False).halt()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The embedded server all workers of this run share."""
    server = Server(Path(os.environ[RUN_FOLDER]), durable=False)
    with server:
        yield server


def _connect_to(server: Server, database: str, role: str = "runtime") -> None:
    """Point Django's one connection, in every thread, at another database or role."""
    from panah.node.databases import connect_to

    connect_to(server.url(role, database))  # type: ignore[arg-type]


@contextmanager
def own_database(server: Server, template: str, back: str) -> Iterator[str]:
    """A database that Django works on and really commits to; afterwards it is gone, and Django works on ``back``."""
    name = f"panah_{uuid.uuid4().hex[:16]}"
    server.create_database(name, template)
    _connect_to(server, name)
    yield name
    _connect_to(server, back)
    server.drop_database(name)


@contextmanager
def another_node(
    server: Server, template: str, here: str, *, home: Path | None = None, tables: str = ""
) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Gives `with there(): ...`, which works on another node: a database with ``tables`` beside the migrated ones, and
    where ``home`` is given a folder of keys of its own; afterwards on ``here`` again."""
    name = f"panah_{uuid.uuid4().hex[:16]}"
    server.create_database(name, template)
    if tables:
        _connect_to(server, name, "owner")
        with connection.cursor() as cursor:
            cursor.execute(tables)
        _connect_to(server, here)

    @contextmanager
    def there() -> Iterator[None]:
        own = settings.PANAH_HOME
        _connect_to(server, name)
        settings.PANAH_HOME = home or own
        try:
            yield
        finally:
            settings.PANAH_HOME = own
            _connect_to(server, here)

    yield there
    _connect_to(server, here)
    server.drop_database(name)


@pytest.fixture(scope="session")
def _template(postgres: Server, django_test_environment: None, django_db_blocker: Any) -> str:
    """The name of a migrated database nobody works in; one worker makes it, the others wait."""
    from panah.node.schema import bring_up_to_date

    marker = Path(os.environ[RUN_FOLDER]) / "template.done"
    with (
        open(Path(os.environ[RUN_FOLDER]) / "template.lock", "w") as lock,
        django_db_blocker.unblock(),
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not marker.exists():
            postgres.drop_database(TEMPLATE)
            postgres.create_database(TEMPLATE)
            _connect_to(postgres, TEMPLATE, "owner")
            bring_up_to_date("panah")
            connections.close_all()
            marker.touch()
    return TEMPLATE


@pytest.fixture(scope="session")
def _worker_database(postgres: Server, _template: str) -> str:
    name = f"panah_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    postgres.create_database(name, _template)
    return name


@pytest.fixture(scope="session")
def django_db_setup(postgres: Server, _worker_database: str) -> None:
    """What pytest-django's `db` builds on: this worker's clone, as the runtime role."""
    _connect_to(postgres, _worker_database)


@pytest.fixture
def fresh_database(
    postgres: Server, _template: str, django_db_setup: None, _worker_database: str, django_db_blocker: Any
) -> Iterator[str]:
    """A database of the test's own, really committed to. Gives its name; never together with `db`."""
    with django_db_blocker.unblock(), own_database(postgres, _template, _worker_database) as name:
        yield name


@pytest.fixture
def as_owner(postgres: Server, fresh_database: str) -> Callable[[], AbstractContextManager[None]]:
    """`with as_owner(): ...` works on the fresh database as the role that migrates, rebuilds and erases."""

    @contextmanager
    def owner() -> Iterator[None]:
        _connect_to(postgres, fresh_database, "owner")
        try:
            yield
        finally:
            _connect_to(postgres, fresh_database)

    return owner


# --- a running site and a browser -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """A web server of the test's own."""

    url: str
    database: str


@contextmanager
def served() -> Iterator[str]:
    """The whole application on a free port of 127.0.0.1; gives its address. A browser window asks for each static file
    once, as it does of a node in production, where a file's address changes with its content."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.http import HttpRequest, HttpResponseBase
    from django.test.testcases import LiveServerThread

    class Keeping(StaticFilesHandler):
        def serve(self, request: HttpRequest) -> HttpResponseBase:
            response = super().serve(request)
            response["Cache-Control"] = "max-age=86400, immutable"
            return response

    thread = LiveServerThread("127.0.0.1", Keeping)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def running_site(fresh_database: str) -> Iterator[Site]:
    """A web server with a fresh database the test can fill and read."""
    with served() as url:
        yield Site(url, fresh_database)


def _chromium() -> str | None:
    given = os.environ.get("PANAH_CHROMIUM")
    if given:
        return given
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The machine's own Chromium, kept from talking to anybody but this machine."""
    arguments = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": _chromium(), "headless": True, "args": arguments}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Addresses are `running_site`'s. (pytest-playwright's own fixture is written in a way that pytest warns about.)"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if {"browser", "page", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and _chromium() is None:
        pytest.skip(NO_CHROMIUM)


skipped_browser_tests: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and "browser" in report.keywords:
        skipped_browser_tests.append(report.nodeid)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get("CI") == "true" and skipped_browser_tests:
        terminalreporter.write_line("CI=true: the run fails because browser tests were skipped", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") == "true" and skipped_browser_tests:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# --- a closed network -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[None]:
    """Python code of a test reaches this machine and nothing else."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0]
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def _home_of_its_own() -> None:
    """Keys and files of this worker's nodes lie in the run's folder, never in the working directory."""
    home = Path(os.environ[RUN_FOLDER]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
    home.mkdir(exist_ok=True)
    settings.PANAH_HOME = home


@pytest.fixture(autouse=True)
def _no_lists_of_others() -> None:
    """What a process keeps of the watchlists for some seconds is of this test alone."""
    from panah.watchlists.desk import lists

    lists.changed()


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> None:
    """Hashing that takes its time is for attackers; tests that are about it ask for it with `settings`."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

"""A server that dies under its users is started again; one that isn't needed any more is not."""

from __future__ import annotations

from panah.node import reviving
from panah.node.postgres import processes
from tests.node.postgres.killing import kill


def test_a_server_that_dies_under_its_users_is_started_again_and_again_but_not_for_ever(server):
    seconds: list[float] = []

    def waited(wanted: float) -> bool:
        """Whoever looks after it comes by: it is killed while it runs, twice, and at last its folder is broken."""
        seconds.append(wanted)
        assert len(seconds) < 50
        if wanted == reviving.LOOK_SECONDS and not server.has_died():
            if len(seconds) > 6:
                (server.state.data / "PG_VERSION").unlink()
            kill(server)
        return False

    with server:
        assert not reviving.keep_running(server, waited, (0.5, 2, 4, 8))
        (server.state.data / "PG_VERSION").write_text("18\n", "ascii")
    assert [wanted for wanted in seconds if wanted not in (0, reviving.LOOK_SECONDS)] == [0.5, 2, 4, 8]


def test_nothing_is_started_for_somebody_who_ends_nor_in_a_folder_that_was_destroyed(server):
    asked: list[float] = []

    def ended(wanted: float) -> bool:
        asked.append(wanted)
        return len(asked) == 2

    server.start()
    server.stop()
    assert reviving.keep_running(server, ended)
    assert asked == [reviving.LOOK_SECONDS, 0]
    assert processes.postmaster(server.state.data) is None
    server.destroy()
    asked.clear()
    assert reviving.keep_running(server, ended)
    assert asked == [reviving.LOOK_SECONDS, reviving.LOOK_SECONDS]

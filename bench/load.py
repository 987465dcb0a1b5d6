"""A load generator on raw sockets, cheap enough to share two cores with what it measures.

Open loop: requests leave by the clock whether or not earlier ones were answered, and a latency counts from the moment
a request was due, so that a stall isn't hidden by the requests that it kept from leaving (coordinated omission).
Closed loop: so many connections, each sending its next request as soon as it has its answer: throughput at saturation.
"""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

Act = Callable[["Line"], str]
"""One unit of work on a connection; gives a word for what came of it, which is counted."""


class Line:
    """One kept connection that speaks just enough HTTP/1.1."""

    def __init__(self, port: int, head: str) -> None:
        self._port, self._head = port, head
        self._socket: socket.socket | None = None

    def post(self, path: str, key: str, body: bytes) -> tuple[int, bytes]:
        """Status and body."""
        own = f"Idempotency-Key: {key}\r\n" if key else ""
        return self._ask(f"POST {path} HTTP/1.1\r\n{self._head}{own}Content-Length: {len(body)}\r\n\r\n", body)

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body."""
        return self._ask(f"GET {path} HTTP/1.1\r\n{self._head}\r\n", b"")

    def _ask(self, head: str, body: bytes) -> tuple[int, bytes]:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(head.encode() + body)
        return self._answer()

    def _answer(self) -> tuple[int, bytes]:
        assert self._socket is not None
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        told = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        # Without a length the server sends chunks, the last of them empty.
        while len(body) < int(told[0]) if told else not body.endswith(b"0\r\n\r\n"):
            body += self._more()
        return int(head[9:12]), body

    def _more(self) -> bytes:
        assert self._socket is not None
        part = self._socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part

    def close(self) -> None:
        """End it."""
        if self._socket is not None:
            self._socket.close()


@dataclass
class Measured:
    """Latencies in seconds, what came of the requests, and how long it took altogether."""

    latencies: list[float] = field(default_factory=list)
    came: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def rate(self) -> float:
        """Answered a second."""
        return len(self.latencies) / self.seconds


def steady(lines: Sequence[Line], act: Act, *, rate: float, seconds: float) -> Measured:
    """Open loop: ``rate`` a second for so long."""
    total = int(rate * seconds)
    turns = iter(range(total))
    begin = time.perf_counter() + 0.2

    def due() -> Iterator[float]:
        for turn in turns:
            at = begin + turn / rate
            time.sleep(max(0.0, at - time.perf_counter()))
            yield at

    return _run(lines, act, due, begin)


def saturated(lines: Sequence[Line], act: Act, *, seconds: float) -> Measured:
    """Closed loop for so long."""
    begin = time.perf_counter()

    def due() -> Iterator[float]:
        while (now := time.perf_counter()) < begin + seconds:
            yield now

    return _run(lines, act, due, begin)


def _run(lines: Sequence[Line], act: Act, due: Callable[[], Iterator[float]], begin: float) -> Measured:
    measured, lock = Measured(), threading.Lock()
    faults: list[BaseException] = []

    def work(line: Line) -> None:
        try:
            for at in due():
                came = act(line)
                took = time.perf_counter() - at
                with lock:
                    measured.latencies.append(took)
                    measured.came[came] += 1
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(line,)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    measured.seconds = time.perf_counter() - begin
    return measured


def keys(prefix: str) -> Iterator[str]:
    """New idempotency keys, safe to take from several threads."""
    return (f"{prefix}-{number:08d}" for number in itertools.count())

"""What a node does again and again beside its work: in a thread of its own, with a database connection of its own."""

import threading
from abc import ABC, abstractmethod

from django.db import connection


class Beat(ABC):
    """Does one thing, ``tick``, every so many seconds (``interval``), and once more when it is stopped."""

    name: str
    """What the thread is called."""

    def __init__(self, interval: float = 1.0) -> None:
        self._interval = interval
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    @abstractmethod
    def tick(self) -> None:
        """Does it once. Whatever may go wrong is answered here: nobody else hears of it."""

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Does it once more and ends."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._interval):
            self.tick()
        self.tick()
        connection.close()

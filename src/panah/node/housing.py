"""The process that serves the bodies' house of the demo. It ends when its standard input does."""

from __future__ import annotations

import os
import signal
import sys
import threading


def main() -> None:
    from panah.node.running import set_up_django

    set_up_django()
    from panah.node.serving import serve

    threading.Thread(target=_watch, daemon=True).start()
    serve("127.0.0.1", int(sys.argv[1]), workers=1, threads=4)


def _watch() -> None:
    # Not through `sys.stdin`: a worker that is forked meanwhile would wait for its lock for ever.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()

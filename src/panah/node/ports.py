"""Ports of this machine."""

import socket


def free_port(wanted: int = 0) -> int:
    """A port of 127.0.0.1 nobody listens on: ``wanted`` or one of the next hundred; of the system's choice for 0."""
    for port in range(wanted, min(wanted + 100, 65536)) if wanted else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"no free port from {wanted} on")

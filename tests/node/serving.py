"""A node with a database that serves: `python -m tests.node.serving`. Says on which port once it is there."""

from panah.node.ports import free_port
from panah.node.running import node, set_up_django
from panah.node.serving import serve


def main() -> None:
    with node():
        set_up_django()
        port = free_port(8400)
        print("serving", port, flush=True)  # noqa: T201 (its purpose)
        serve("127.0.0.1", port, workers=1, threads=1)


if __name__ == "__main__":
    main()

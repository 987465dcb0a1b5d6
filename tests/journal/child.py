"""A process that records and says on standard output what was acknowledged: `python -m tests.journal.child CALLS`.

With 0 calls it goes on until it is killed, over the death of the server too. Each call records two parcels; the line
is printed once they are committed.
"""

import json
import sys
import time
from itertools import count
from uuid import UUID, uuid4

import django


def main(calls: int) -> None:
    django.setup()
    from django.db import InterfaceError, OperationalError, connection

    from panah.journal.record import record
    from tests.journal.sample import ParcelSent, say

    for number in range(calls) if calls else count():
        parcels = [say(ParcelSent(sender=f"S{number % 3}", weight=1), uuid4()) for _ in range(2)]
        try:
            entries = record(parcels, actor=UUID(int=7))
        except (OperationalError, InterfaceError):
            if calls:
                raise
            connection.close()
            time.sleep(0.02)
            continue
        print(json.dumps([entry.sequence for entry in entries]), flush=True)  # noqa: T201 (its purpose)


if __name__ == "__main__":
    main(int(sys.argv[1]))

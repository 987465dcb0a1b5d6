"""Replacing the country key: every register that holds natural keys is folded under the new one beside the live one,
while the node works on; then all are exchanged in one transaction, and with it the key is in use.

Whatever ends the process before leaves the old registers and the old key; the next replacement begins anew with the key
that is prepared. Run it as the owner.
"""

from panah.journal import countrykey
from panah.journal.maintenance import alone
from panah.journal.rebuild import Progress, together
from panah.journal.registers import Register, registers


def keyed() -> list[Register]:
    """The registers that hold natural keys."""
    return [register for register in registers() if register.natural_keys]


def replace(*, to: str = "", progress: Progress | None = None) -> tuple[str, int]:
    """Puts another country key in use, the one of the id ``to`` (which is here) or a new one: its id, and from how many
    entries registers were folded. ``progress`` gets what is folded and the entries so far.

    Raises rebuild.RebuildError, keyfiles.KeysUnusableError, or maintenance.BusyError when a rebuild or erasure runs.
    """
    with alone():
        countrykey.settle()
        new = to or countrykey.prepared()
        if new == countrykey.current_id() and countrykey.of_registers()[-1:] in ([], [new]):
            return new, 0
        return new, together(keyed(), progress, new)


def settle() -> None:
    """Ends what a killed replacement left open, so that nobody has to ask the database any more. Raises BusyError."""
    with alone():
        countrykey.settle()

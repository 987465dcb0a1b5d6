"""Recovery codes: ten at a time, each good once, for somebody who lost the second factor."""

from panah.journal.record import say
from panah.people import credentials, facts, secrets
from panah.people.models import Account, RecoveryCode

HOW_MANY = 10
PURPOSE = "recovery"


def new_codes(account: Account) -> list[str]:
    """Ten new codes, to be shown once; earlier ones are void."""
    codes = [secrets.readable_code(3, 4) for _ in range(HOW_MANY)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=_digest(account, code)) for code in codes)
    say(facts.FactorEnrolled(staff=account.staff, factor="recovery"), actor=account.staff)
    return codes


def check(account: Account, typed: str) -> bool:
    """Use up a code. Wrong ones count towards the lock-out."""

    def right(locked: Account) -> bool:
        used, _ = RecoveryCode.objects.filter(account=locked, digest=_digest(locked, typed[:100])).delete()
        return used > 0

    return credentials.attempt(account, "recovery", right)


def left(account: Account) -> int:
    """How many codes can still be used."""
    return RecoveryCode.objects.filter(account=account).count()


def _digest(account: Account, code: str) -> bytes:
    return secrets.digest(PURPOSE, f"{account.pk}:{secrets.plain_code(code)}")

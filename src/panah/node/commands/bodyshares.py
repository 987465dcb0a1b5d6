"""The acts of `panah body key` about shares: divide a body's key among holders, try the shares, recover the key."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from panah.node.commands import CommandError
from panah.node.running import has_node, no_node, node, read_environment, tell, whose_home

if TYPE_CHECKING:
    from panah.journal.shares.keyshares import Holder
    from panah.journal.shares.sheet import Share

ACTS = ("split", "rehearse", "recover", "open")


def add_options(key: argparse.ArgumentParser) -> None:
    """What the acts about shares are called with."""
    key.add_argument(
        "--holder",
        action="append",
        default=[],
        metavar="NAME[=KEY]",
        help="split: who keeps a share, on paper, or in a file sealed to their key age1…; may be given for each holder "
        "(default: the body on paper, and the monitor of the directory under its key)",
    )
    key.add_argument("--needed", type=int, default=2, help="split: how many shares recover the key (default 2)")
    key.add_argument("--into", type=Path, default=Path(), metavar="FOLDER", help="split, open: where the shares go")
    key.add_argument("--asked-by", default="", metavar="TEXT", help="recover: who asks for it, and why; for the record")
    key.add_argument("--name", default="", help="recover: the name of the key's file here, if not the one it had")
    key.add_argument("--to", default="", metavar="KEY", help="open: seal it again, to this key age1…")


def run(arguments: argparse.Namespace) -> int:
    """Do one of them."""
    act, *words = arguments.words
    if not words or (act in ("split", "open") and len(words) > 1):
        raise CommandError(f"key {act}: say {'the name of one body' if act == 'split' else 'which share'}")
    if act == "recover" and not arguments.asked_by.strip():
        raise CommandError("--asked-by TEXT is needed: the monitor sees who asked for a recovery, and why")
    environment = read_environment()
    if not has_node(environment):
        raise CommandError(f"{no_node(environment)}; a new node begins with: panah migrate")
    with node(), _one_line():
        if act == "split":
            return _split(words[0], arguments, whose_home(environment))
        if act == "open":
            return _open(Path(words[0]), arguments)
        shares = [_read(Path(word)) for word in words]
        return _rehearse(shares) if act == "rehearse" else _recover(shares, arguments)


@contextmanager
def _one_line() -> Iterator[None]:
    from panah.journal.envelopes.keyring import NameTakenError
    from panah.journal.envelopes.sealing import LetterError
    from panah.journal.keyfiles import KeysUnusableError
    from panah.journal.shares.shamir import ShareError

    try:
        yield
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None
    except (ShareError, NameTakenError, KeysUnusableError, LetterError) as error:
        raise CommandError(str(error)) from None


def _split(name: str, arguments: argparse.Namespace, elsewhere: str) -> int:
    from panah.journal import keyfiles
    from panah.journal.envelopes import keyring
    from panah.journal.envelopes.sealing import reader as recipient
    from panah.journal.shares import keyshares
    from panah.protection.desk import bodykeys

    body = keyring.find(name)
    if body is None:
        raise CommandError(f"no key of {name} is at home here; {elsewhere or 'see: panah body keys'}")
    holders = [_holder(text) for text in arguments.holder] or _usual()
    for holder in holders:
        if holder.public:
            recipient(holder.public)
    arguments.into.mkdir(mode=0o700, parents=True, exist_ok=True)
    for share, holder in zip(bodykeys.divide(body, holders, needed=arguments.needed), holders, strict=True):
        stem = f"{share.name}-{share.set}-{share.number}"
        if holder.public:
            kept = [(f"{stem}.share.age", keyshares.sealed(share, holder))]
        else:
            kept = [(f"{stem}.share.txt", share.as_text().encode()), (f"{stem}.share.pdf", _paper(share))]
        for file, content in kept:
            keyfiles.write(arguments.into / file, content)
            tell(f"{holder.name}: {arguments.into / file}")
        sys.stdout.write(f"{holder.name}: share {share.number} of {share.of}, check word {share.check}\n")
    tell(f"Any {arguments.needed} of them recover the key; print what is for paper, hand each out, keep none here")
    tell("Now try them: panah body key rehearse SHARE…")
    return 0


def _rehearse(shares: list[Share]) -> int:
    from panah.protection.desk import bodies, bodykeys
    from panah.protection.desk.problems import ProtectionError

    try:
        now = bodies.body(shares[0].body).key
    except ProtectionError:
        now = ""
    opens = bodykeys.rehearse(shares, now)
    if not opens:
        sys.stdout.write(f"{shares[0].name}: these shares open what was sealed earlier, but not what is sealed now\n")
        return 1
    sys.stdout.write(f"{shares[0].name}: these {len(shares)} shares open what is sealed to {now or shares[0].key}\n")
    return 0


def _recover(shares: list[Share], arguments: argparse.Namespace) -> int:
    from panah.protection.desk import bodykeys

    reader = bodykeys.recover(shares, asked_by=arguments.asked_by, name=arguments.name)
    sys.stdout.write(f"{reader.name}: body {reader.id}, key {reader.public}\n")
    tell("The key is back, and the journal says so. Have everything carried here that isn't yet, then run")
    tell("  panah journal rebuild sealed")
    tell(
        "If somebody may have the lost key: panah body key NAME makes another, which headquarters and the monitor sign"
    )
    return 0


def _open(path: Path, arguments: argparse.Namespace) -> int:
    from panah.journal import keyfiles
    from panah.journal.shares import keyshares
    from panah.journal.shares.keyshares import Holder

    share = _read(path)
    if not arguments.to:
        sys.stdout.write(share.as_text())
        return 0
    given = keyshares.sealed(share, Holder(share.holder, arguments.to))
    arguments.into.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = arguments.into / f"{share.name}-{share.set}-{share.number}.given.age"
    keyfiles.write(file, given)
    sys.stdout.write(f"{file}\n")
    tell(f"Only the holder of {arguments.to} opens it. Give it to the body; there: panah body key recover SHARE SHARE")
    return 0


def _read(path: Path) -> Share:
    """A share from its file; sealed ones open with the keys at home here, and with the node's own."""
    from panah.journal.envelopes import keyring
    from panah.journal.shares import keyshares
    from panah.journal.shares.shamir import ShareError

    identities = [identity for one in (*keyring.readers(), keyring.node()) for identity in one.identities]
    try:
        return keyshares.opened(path.read_bytes(), identities)
    except ShareError as error:
        raise ShareError(f"{path}: {error}") from None


def _holder(text: str) -> Holder:
    from panah.journal.shares.keyshares import Holder

    name, _, public = text.partition("=")
    if not name.strip() or "\n" in text or ":" in name:
        raise CommandError(f"--holder {text}: must be NAME or NAME=age1…")
    return Holder(name.strip(), public.strip())


def _usual() -> list[Holder]:
    from panah.journal.shares.keyshares import Holder
    from panah.protection.desk import bodies

    monitors = bodies.monitors()
    if not monitors:
        raise CommandError("the directory has no monitor with a key yet; say who keeps the shares with --holder")
    return [Holder("body"), Holder("monitor", monitors[0].key)]


def _paper(share: Share) -> bytes:
    import segno
    from django.utils.translation import gettext as _

    from panah.web.printing import compile_pdf

    square = io.BytesIO()
    segno.make(share.as_text(), error="m").save(square, kind="svg", border=0, xmldecl=False, svgns=True)
    data = {
        "title": _("A share of a key"),
        "lead": _("Alone it opens nothing. With the other shares it brings back the key of %(body)s.")
        % {"body": share.name},
        "keep": _("Keep it locked away, and apart from the other shares. Whoever loses it says so at once."),
        "text": share.as_text(),
        "check_head": _("Check word"),
        "check": share.check,
        "qr": square.getvalue().decode(),
    }
    return compile_pdf("print/share.typ", data, title=_("A share of a key"))

"""`panah stay`: how long a person may stay, for one person's crossings or for many people, one a line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from panah.node.commands import CommandError
from panah.stays import (
    Assessment,
    Regime,
    StayError,
    assess,
    assess_batch,
    available_regimes,
    load_regime,
    read_crossings_csv,
)
from panah.stays.reading import MAX_LINE, parse_date

LARGEST_CSV = 20_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    packs = ", ".join(available_regimes())
    parser.add_argument("--regime", required=True, metavar="NAME|FILE", help=f"the rules: {packs}, or a TOML file")
    parser.add_argument("--nationality", metavar="XXX", help="three-letter code of nationality")
    parser.add_argument("--crossings", metavar="FILE", help="CSV with the columns date,direction; - for standard input")
    parser.add_argument("--on", metavar="DATE", help="the day asked about, like 2026-01-31")
    parser.add_argument(
        "--batch", metavar="FILE", help="JSON lines of id, nationality, crossings, on; - for standard input"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON (a batch always does)")


def run(arguments: argparse.Namespace) -> int:
    single = {name: getattr(arguments, name) for name in ("nationality", "crossings", "on")}
    if arguments.batch and any(single.values()):
        raise CommandError("--batch has its own nationality, crossings and on in each line; give one or the other")
    missing = [f"--{name}" for name, value in single.items() if not value]
    if not arguments.batch and missing:
        raise CommandError(f"{', '.join(missing)} missing (or --batch FILE)")
    try:
        regime = load_regime(arguments.regime)
    except StayError as error:
        raise CommandError(str(error)) from None
    return _many(regime, arguments.batch) if arguments.batch else _one(regime, arguments)


def _one(regime: Regime, arguments: argparse.Namespace) -> int:
    try:
        on = parse_date(arguments.on)
    except StayError as error:
        raise CommandError(f"--on: {error}") from None
    try:
        crossings = read_crossings_csv(_text(arguments.crossings))
    except StayError as error:
        raise CommandError(f"{arguments.crossings}: {error}") from None
    try:
        answer = assess(regime, arguments.nationality, crossings, on)
    except StayError as error:
        raise CommandError(str(error)) from None
    if arguments.json:
        sys.stdout.write(json.dumps(answer.as_dict()) + "\n")
    else:
        sys.stdout.write("\n".join(_described(answer)) + "\n")
    return 0


def _many(regime: Regime, file: str) -> int:
    understood = True
    with _opened(file) as lines:
        for answer in assess_batch(regime, _bounded(lines)):
            understood = understood and "error" not in answer
            sys.stdout.write(json.dumps(answer) + "\n")
            if "error" in answer:
                # Told now: what is left of a line that is too long may take for ever.
                sys.stdout.flush()
    return 0 if understood else 1


def _text(file: str) -> str:
    with _opened(file) as lines:
        text = lines.read(LARGEST_CSV + 1)
    if len(text) > LARGEST_CSV:
        raise CommandError(f"{file}: larger than {LARGEST_CSV // 1_000_000} MB; one person's crossings are far less")
    return text


def _opened(file: str) -> TextIO:
    if file == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")  # type: ignore[union-attr]  # standard input is a text stream
        return sys.stdin
    try:
        if Path(file).is_dir():
            raise CommandError(f"{file}: Is a directory")
        return open(file, encoding="utf-8-sig", errors="surrogateescape")
    except (OSError, ValueError) as error:
        raise CommandError(f"{file}: {getattr(error, 'strerror', None) or error}") from None


def _bounded(file: TextIO) -> Iterator[str]:
    """Lines, of which one that is far too long is passed on only so far that it is refused."""
    while line := file.readline(MAX_LINE + 2):
        yield line
        while line and not line.endswith("\n"):
            line = file.readline(MAX_LINE + 2)


def _described(answer: Assessment) -> Iterator[str]:
    told = answer.as_dict()
    for name in ("days_used", "days_left", "leave_by", "overstay_days", "irregular_since"):
        value = told[name]
        yield f"{name.replace('_', ' '):<16} {'-' if value is None else value}"
    for reason in told["why"]:
        rule = f" [{reason['rule']}]" if reason["rule"] else ""
        yield f"{'unsure' if reason['doubt'] else 'because':<16} {reason['text']}{rule}"
    yield f"{'note':<16} {answer.warning}"

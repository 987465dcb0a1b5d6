"""`panah indicators`: every indicator of a protection need, with its strength and its source."""

from __future__ import annotations

import argparse
import json
import sys

from panah.safeguards.indicators import CATEGORIES, Indicator, indicators


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--category", choices=CATEGORIES, help="only this category")
    parser.add_argument("--json", action="store_true", help="one JSON array")


def run(arguments: argparse.Namespace) -> int:
    chosen = [one for one in indicators().values() if arguments.category in (None, one.category)]
    if arguments.json:
        sys.stdout.write(json.dumps([one.as_dict() for one in chosen], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(_line(one) for one in chosen)
    return 0


def _line(one: Indicator) -> str:
    memory = "" if one.source.checked else " (from memory)"
    return f"{one.id:<48} {one.strength:<7} {one.who:<6} {one.text} [{one.source}{memory}]\n"

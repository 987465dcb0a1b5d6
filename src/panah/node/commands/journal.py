"""`panah journal`: verify that nothing was altered, rebuild the registers, erase what is due, look after the keys."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    verify = acts.add_parser("verify", help="find every altered, missing, reordered or foreign entry")
    verify.add_argument("--json", action="store_true", help="answer in JSON")
    acts.add_parser("rebuild", help="make all registers anew from the facts")

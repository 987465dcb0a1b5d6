"""`panah translations`: collect the texts of all screens, compile the catalogues, check that nothing is missing."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    acts.add_parser("extract", help="collect the texts of code and templates into the catalogues")
    acts.add_parser("compile", help="compile the catalogues (no gettext needed)")
    acts.add_parser("check", help="exit with 1 if a text lacks a translation")

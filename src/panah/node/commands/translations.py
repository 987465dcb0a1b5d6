"""`panah translations`: collect the texts of all screens, compile the catalogues, check that nothing is missing."""

from __future__ import annotations

import argparse
import sys

from panah.node.running import set_up_django, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    acts.add_parser("extract", help="collect the texts of code and templates into the catalogues")
    acts.add_parser("compile", help="compile the catalogues (no gettext needed)")
    acts.add_parser("check", help="list what is missing or wrong; exit code 1 if anything is")


def run(arguments: argparse.Namespace) -> int:
    set_up_django()
    from panah.web import translations

    if arguments.act == "extract":
        for language, lacking in translations.extract().items():
            tell(f"{language}: {lacking} texts without translation" if lacking else f"{language}: complete")
        return 0
    if arguments.act == "compile":
        tell(f"Compiled translations: {' '.join(translations.compile())}")
        return 0
    faults = translations.check()
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0

"""The command `panah`: finds the command asked for, loads only that, and turns every trouble into one clear line."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType, ModuleType
from typing import Any, NoReturn

from panah.node.commands import COMMANDS, CommandError

WRONG_USE = 2
INTERRUPTED = 130
TERMINATED = 143


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, and that takes no part of an option's name for the whole: a script would
    mean something else once another option begins alike."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given | {"allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message} ({self.prog} --help says how it is used)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 its answer is no, 2 wrong use or not possible."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser, module = _parser(arguments)
    chosen = parser.parse_args(arguments)
    name = f"panah {arguments[0]}"
    if threading.current_thread() is threading.main_thread():
        # Whoever is told to end lets go of what it holds, the embedded database among it.
        signal.signal(signal.SIGTERM, _end)
    # Machines get UTF-8 whatever the terminal is set to.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream
    try:
        code: int = module.run(chosen)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left, as `head` does.
        _drop_output()
        return 0
    except CommandError as problem:
        print(f"{name}: {problem}", file=sys.stderr)  # noqa: T201 (a command line speaks)
        return WRONG_USE
    except OSError as problem:
        if os.environ.get("PANAH_TRACE"):
            raise
        # What the system says of a disk or a file, without its name: nothing of anybody.
        said = problem.strerror or type(problem).__name__
        print(f"{name}: {said} (PANAH_TRACE=1 shows where)", file=sys.stderr)  # noqa: T201
        _drop_output()
        return WRONG_USE
    except Exception as problem:
        if os.environ.get("PANAH_TRACE"):
            raise
        # The text of an unforeseen error may hold personal data: its kind is all that is shown.
        print(  # noqa: T201
            f"{name}: an unforeseen problem ({type(problem).__name__}); PANAH_TRACE=1 shows where", file=sys.stderr
        )
        return WRONG_USE
    return code


def _drop_output() -> None:
    """What can't be written is not tried, and complained about, once more by Python on its way out."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(TERMINATED)


def _parser(arguments: Sequence[str]) -> tuple[Parser, ModuleType]:
    parser = Parser(prog="panah", description="An open, protection-sensitive entry system.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    wanted = next((word for word in arguments if not word.startswith("-")), "")
    module = importlib.import_module(f"panah.node.commands.{wanted}") if wanted in COMMANDS else ModuleType("none")
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        if name == wanted:
            module.add_arguments(command)
    return parser, module

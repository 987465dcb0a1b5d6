"""`panah guard`: ask the guard about one person, walk through every state it can reach, draw it for the documents."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panah.node.commands import CommandError
from panah.node.given import opened
from panah.safeguards.guard.answers import Reason, Remedy, Verdict
from panah.safeguards.guard.fields import FactsError
from panah.safeguards.guard.folding import Folded, fold
from panah.safeguards.guard.judging import judge
from panah.safeguards.guard.law import law
from panah.safeguards.guard.reading import LARGEST, Facts, read_facts

if TYPE_CHECKING:
    from panah.safeguards.explore.walking import Explored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="asked", metavar="check|explore|picture", required=True)
    check = commands.add_parser("check", help="whether an act is allowed with a person, why, and what would allow it")
    check.add_argument("facts", metavar="FACTS.json", help="what is known (docs/guard.md); - for standard input")
    check.add_argument("--act", required=True, metavar="ACT", help="the act asked about, like refuse")
    check.add_argument("--json", action="store_true", help="answer in JSON")
    explore = commands.add_parser("explore", help="walk through every state and look for a broken safeguard")
    explore.add_argument(
        "--bound",
        type=int,
        choices=(1, 2, 3),
        default=3,
        metavar="1|2|3",
        help="so many matters at once (3: all of it)",
    )
    explore.add_argument("--json", action="store_true", help="answer in JSON")
    picture = commands.add_parser("picture", help="draw the machine as SVG")
    picture.add_argument("file", nargs="?", default="-", metavar="FILE", help="where to; - for standard output")


def run(arguments: argparse.Namespace) -> int:
    return {"check": _check, "explore": _explore, "picture": _picture}[arguments.asked](arguments)


def _explore(arguments: argparse.Namespace) -> int:
    """Exit code 0 where no safeguard is broken anywhere, 1 where one is."""
    from panah.safeguards.explore.walking import explore

    found = explore(arguments.bound)
    if arguments.json:
        answer = {
            "states": found.states,
            "transitions": found.transitions,
            "violations": [violation.as_dict() for violation in found.violations],
            "late_matters": found.late_matters,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
    else:
        sys.stdout.write("\n".join(_walked(arguments.bound, found)) + "\n")
    return 1 if found.violations else 0


def _walked(bound: int, found: Explored) -> list[str]:
    rows = [
        ("matters at once", bound),
        ("states", found.states),
        ("transitions", found.transitions),
        ("verdicts and steps asked", found.verdicts),
        ("states of a person led back", found.led_back),
        ("late matters", found.late_matters),
        ("violations", len(found.violations)),
    ]
    lines = [f"{name:<28} {number:>12,}" for name, number in rows]
    lines += [f"{one.safeguard}: {one.event}\n    in {one.state}" for one in found.violations]
    lines.append(
        "Late matters came after headquarters' receipt and before the act; each was checked to raise a recall."
    )
    return lines


def _picture(arguments: argparse.Namespace) -> int:
    from panah.safeguards.explore.picture import picture

    drawn = picture(law())
    if arguments.file == "-":
        sys.stdout.write(drawn)
        return 0
    try:
        Path(arguments.file).write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{arguments.file}: {error.strerror or error}") from None
    return 0


def _check(arguments: argparse.Namespace) -> int:
    """Exit code 0 where the act is allowed, 1 where it isn't, 2 where the question can't be understood."""
    acts = law().acts
    if arguments.act not in acts:
        raise CommandError(f"--act: unknown; known: {', '.join(acts)}")
    try:
        facts = read_facts(_content(arguments.facts))
    except FactsError as error:
        raise CommandError(f"{arguments.facts}: {error}") from None
    folded = fold(facts.events)
    context = replace(facts.context, directory=folded.directory)
    verdict = judge(folded.person(facts.person), arguments.act, context)
    _tell_aside(folded, facts)
    if arguments.json:
        sys.stdout.write(json.dumps(_as_dict(verdict)) + "\n")
    else:
        sys.stdout.write("\n".join(_described(arguments.act, verdict)) + "\n")
    return 0 if verdict.allowed else 1


def _content(file: str) -> bytes:
    try:
        with opened(file) as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}") from None


def _tell_aside(folded: Folded, facts: Facts) -> None:
    """Events that break a rule were kept aside; who asks learns of each, and of every recall, beside the answer."""
    for aside in folded.aside:
        number = next(n for n, event in enumerate(facts.events) if event.order == aside.event.order)
        why = " ".join(law().sentence(reason) for reason in aside.why)
        sys.stderr.write(f"panah guard: events[{number}] ({aside.event.what}) is kept aside: {why}\n")
    for _, done in folded.recalls():
        sys.stderr.write(f"panah guard: urgent recall: {done.act} was carried out and a matter is open\n")


def _as_dict(verdict: Verdict) -> dict[str, Any]:
    return {
        "allowed": verdict.allowed,
        "why": [_said(reason) for reason in verdict.why],
        "would_allow": [_said(remedy) for remedy in verdict.would_allow],
    }


def _said(said: Reason | Remedy) -> dict[str, Any]:
    return {"code": said.code, "params": dict(said.params), "text": law().sentence(said)}


def _described(act: str, verdict: Verdict) -> list[str]:
    lines = [f"{act}: {'allowed' if verdict.allowed else 'not allowed'}"]
    lines += [f"{'because':<16} {law().sentence(reason)} [{reason.code}]" for reason in verdict.why]
    lines += [f"{'would allow it':<16} {law().sentence(remedy)} [{remedy.code}]" for remedy in verdict.would_allow]
    if not verdict.allowed and not verdict.would_allow:
        lines.append(f"{'would allow it':<16} nothing")
    return lines

"""`make bench`: every bench of this folder as one table; `--write` keeps it in docs/performance.md.

A bench is a file with a ``main``; its first paragraph says what it claims and beside which peer it measures.
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.machine import description, fsync_milliseconds

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "performance.md"
BEGIN, END = "<!-- made by make bench: begin -->", "<!-- end -->"
LONGEST = 600  # seconds; on a machine of its own each takes less than half


def benches() -> Iterator[tuple[str, str]]:
    """Name and claim of each."""
    for path in sorted(HERE.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        runs = any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
        if runs and path.stem != "__main__":
            yield path.stem, (ast.get_docstring(tree) or "").partition("\n\n")[0].replace("\n", " ")


def run(name: str) -> Iterator[str]:
    """The lines of one bench's table; one that takes too long or fails says so in its place."""
    began = time.monotonic()
    command = [sys.executable, "-m", f"bench.{name}"]
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        told, _ = process.communicate(timeout=LONGEST)
        yield from told.splitlines()
        if process.returncode:
            yield f"ended with {process.returncode}"
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 15)
        process.wait(60)
        yield f"stopped after {time.monotonic() - began:.0f} s"


def table(wanted: list[str]) -> Iterator[str]:
    """Everything, line by line as it comes."""
    p50, p99 = fsync_milliseconds(Path("/var/tmp"))  # noqa: S108 (where the databases of the benches lie)
    yield description()
    yield f"fsync of 8 kB: p50 {p50:.2f} ms, p99 {p99:.2f} ms"
    for name, claim in benches():
        if not wanted or name in wanted:
            yield ""
            yield f"{name}: {claim}"
            yield from (f"  {line}" if line else "" for line in run(name))
    yield ""
    yield f"load at the end {os.getloadavg()[0]:.1f}"


def keep(lines: list[str]) -> None:
    """Put the table into docs/performance.md."""
    before, begin, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{DOCUMENT} has no place for the table")
    DOCUMENT.write_text(f"{before}{begin}\n\n```text\n{chr(10).join(lines)}\n```\n\n{end}{after}", "utf-8")


def main() -> None:
    """Run, print, and keep if wanted."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="benches to run; all of them if none is named")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/performance.md")
    wanted = parser.parse_args()
    lines = []
    for line in table(wanted.names):
        print(line, flush=True)
        lines.append(line)
    if wanted.write:
        keep(lines)


if __name__ == "__main__":
    main()

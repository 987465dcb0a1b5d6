"""An illegal step can't be expressed: it doesn't type-check. Slow, as a type checker has to read the whole package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LINES = {
    "take(suspect('m', 'asylum', 0), HEAR, taking)": True,
    "take(claim('m', 'asylum', 0), REFER, taking)": True,
    "take(suspect('m', 'asylum', 0), CLOSE, taking)": False,
    "take(claim('m', 'asylum', 0), GRANT, taking)": False,
    "take(suspect('m', 'asylum', 0), WITHDRAW, taking)": False,
}


@pytest.mark.faults
@pytest.mark.parametrize(("line", "sound"), LINES.items())
def test_a_step_that_doesnt_begin_at_a_stage_doesnt_type_check(tmp_path: Path, line: str, sound: bool) -> None:
    file = tmp_path / "tried.py"
    file.write_text(
        "from panah.safeguards.guard.conditions import Taking\n"
        "from panah.safeguards.guard.life import take\n"
        "from panah.safeguards.guard.matters import claim, suspect\n"
        "from panah.safeguards.guard.steps import CLOSE, GRANT, HEAR, REFER, WITHDRAW\n"
        f"def tried(taking: Taking) -> None:\n    {line}\n"
    )
    settings = tmp_path / "mypy.ini"
    settings.write_text("[mypy]\nstrict = true\nmypy_path = " + str(ROOT / "src") + "\nnamespace_packages = true\n")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        str(settings),
        "--cache-dir",
        str(ROOT / ".mypy_cache/guard"),
    ]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode == 0) is sound, done.stdout + done.stderr

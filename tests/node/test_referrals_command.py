"""`panah referrals export, carry, take`: what they answer, and how they refuse."""

from __future__ import annotations

import argparse
import stat
from pathlib import Path

import pytest

from panah.node.commands import CommandError, referrals
from panah.people.models import Look
from panah.protection.desk import referrals as desk
from tests.protection.conftest import Nodes, _at_a_post, _no_sample, as_house, home, nodes, post
from tests.protection.machines import here
from tests.protection.test_referrals import referred, shelter, yes

__all__ = ["_at_a_post", "_no_sample", "as_house", "here", "home", "nodes", "post"]


def panah(*arguments: object) -> int:
    """One of the acts, in this process."""
    parser = argparse.ArgumentParser(prog="panah referrals")
    referrals.add_arguments(parser)
    return referrals.act(parser.parse_args([str(one) for one in arguments]))


def test_an_export_says_what_it_left_out_and_why(
    here: Nodes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    referred(here, shelter(here), said=(yes(), yes("statistics")))
    referred(here, shelter(here), said=(yes(),))
    file = tmp_path / "cases.csv"
    assert panah("export", "--format", "htcds", "--body", "shelter", "--out", file) == 0
    told = capsys.readouterr().err
    assert "1 referrals of shelter" in told
    assert "1 left out: the person agreed neither" in told
    assert "PossibleVictimOfTrafficking" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Look.objects.count() == 1
    assert panah("export", "--format", "htcds") == 0
    assert "referrals of shelter" in capsys.readouterr().err
    with pytest.raises(CommandError, match="name one of the bodies"):
        panah("export", "--format", "csv")
    with pytest.raises(CommandError, match="--reason"):
        panah("export", "--format", "csv", "--body", "shelter", "--reason", "court")


def test_one_referral_goes_by_hand(nodes: Nodes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = referred(nodes, shelter(nodes), said=(yes(),)).reference
    assert panah("carry", number.lower(), "--to", tmp_path) == 0
    [file] = tmp_path.glob(f"{number}-{nodes.readers['shelter'].id.hex[:8]}.panah")
    with pytest.raises(CommandError, match="nothing was sent"):
        panah("carry", "0000-0000", "--to", tmp_path)
    with pytest.raises(CommandError, match="no such folder"):
        panah("carry", number, "--to", tmp_path / "nowhere")
    assert nodes.as_house is not None
    with nodes.as_house():
        assert panah("take", file, "--body", "shelter") == 0
        assert "stands at the body's desk" in capsys.readouterr().err
        assert panah("take", file, "--body", "shelter") == 0
        assert "has it already" in capsys.readouterr().err
        assert len(desk.referrals_of(nodes.readers["shelter"].id)) == 1
        with pytest.raises(CommandError, match="isn't for this body"):
            panah("take", file, "--body", "asylum")

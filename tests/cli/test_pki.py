from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from secc.cli import pki


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    pki.register(parser.add_subparsers())
    arguments = parser.parse_args(["pki", *words])
    return int(arguments.run(arguments))


def test_create_then_check_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("create", str(tmp_path / "t"), "--peer-layout") == 0
    assert run("check", str(tmp_path / "t")) == 0
    said = capsys.readouterr().out
    assert "broken/secc_expired: secc: expired on" in said
    assert (tmp_path / "t/iso15118_2/certs/cpoCertChain.pem").exists()


def test_check_fails_on_a_broken_chain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("create", str(tmp_path / "t"))
    (tmp_path / "t/secc/iso2/chain.pem").write_text("garbage")
    assert run("check", str(tmp_path / "t")) == 1
    assert "error    secc/iso2/chain.pem" in capsys.readouterr().out


def test_a_wrong_folder_is_one_line_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(tmp_path / "nowhere")) == 2
    assert capsys.readouterr().err.count("\n") == 1

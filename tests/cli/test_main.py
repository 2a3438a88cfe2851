"""Twin of secc.cli.main."""

from __future__ import annotations

import pytest

from secc.cli.main import COMMANDS, main


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_teaches_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"secc {command}" in capsys.readouterr().out


def test_without_a_command_all_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_a_missing_file_is_one_line_and_exit_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "no-such-file.jsonl"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "no-such-file.jsonl" in error

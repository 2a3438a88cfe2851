"""What outlives a session, in memory and in a file."""

from __future__ import annotations

import pathlib
import stat

import pytest

from secc.charger.store import FileStore, MemoryStore, Store, Transaction

DAY = 86_400.0


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Store:
    return MemoryStore() if request.param == "memory" else FileStore(tmp_path / "state.json")


def test_a_paused_session_is_found_until_it_lapses(store: Store) -> None:
    store.keep_paused("A", b"context", 1000.0)
    assert store.paused("A", 1000.0 + DAY, DAY) == b"context"
    assert store.paused("A", 1001.0 + DAY, DAY) is None
    assert store.paused("B", 1000.0, DAY) is None


def test_a_clock_that_went_backwards_gives_no_context(store: Store) -> None:
    store.keep_paused("A", b"context", 1000.0)
    assert store.paused("A", 900.0, DAY) is None


def test_a_dropped_session_is_gone(store: Store) -> None:
    store.keep_paused("A", b"context", 1000.0)
    store.drop_paused("A")
    store.drop_paused("A")
    assert store.paused("A", 1000.0, DAY) is None


def test_only_unfinished_transactions_are_open(store: Store) -> None:
    running = Transaction(outlet="A", session_id="01", began=1.0)
    store.keep_transaction(running)
    store.keep_transaction(Transaction(outlet="B", session_id="01", began=1.0, ended=2.0, reason="done"))
    assert store.open_transactions() == [running]
    store.drop_transaction(running)
    assert store.open_transactions() == []


def test_a_file_is_read_back_and_only_its_owner_reads_it(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "state.json"
    FileStore(path).keep_paused("A", bytes(range(256)), 1000.0)
    assert FileStore(path).paused("A", 1000.0, DAY) == bytes(range(256))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["state.json"]


def test_a_power_cut_while_writing_leaves_the_old_state(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.json"
    store = FileStore(path)
    store.keep_paused("A", b"old", 1000.0)

    def cut(descriptor: int) -> None:
        raise OSError("power cut")

    monkeypatch.setattr("os.fsync", cut)
    with pytest.raises(OSError, match="power cut"):
        store.keep_paused("A", b"new", 1000.0)
    assert FileStore(path).paused("A", 1000.0, DAY) == b"old"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"paused": {"A": 1}}', b"\xff\x00"])
def test_a_broken_file_is_put_aside_and_the_station_starts(tmp_path: pathlib.Path, content: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(content)
    assert FileStore(path).paused("A", 0.0, DAY) is None
    assert (tmp_path / "state.json.broken").read_bytes() == content

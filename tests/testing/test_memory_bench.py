"""The bench in memory: outlet rules, time and station are the real ones."""

from __future__ import annotations

import pytest

from secc.conformance.check import AC, DC, setup
from secc.conformance.ev import Ev, frame
from secc.conformance.iso2 import walk
from secc.session.events import SessionEnded, SessionStarted
from secc.testing.memory_bench import MemoryBench

REQUEST = frame(b"\x10\x00", payload_type=0x9000)


def test_time_passes_only_when_it_is_let() -> None:
    bench = MemoryBench(DC)
    begin = bench.now()
    bench.wait(3600.0)
    assert bench.now() == pytest.approx(begin + 3600.0)
    bench.close()


def test_without_a_data_link_nobody_is_let_in() -> None:
    bench = MemoryBench(DC)
    assert bench.datagram(REQUEST) is None
    assert bench.connect() is None
    bench.close()


def test_a_silent_sdp_server_costs_the_time_that_was_waited() -> None:
    bench = MemoryBench(DC)
    begin = bench.now()
    bench.datagram(REQUEST, within_s=1.0)
    assert bench.now() == pytest.approx(begin + 1.0)
    bench.close()


def test_the_events_of_all_sessions_are_kept() -> None:
    bench = MemoryBench(DC)
    ev = Ev(bench)
    for _ in range(2):
        walk.to(ev, "dc", "ServiceDiscovery")
        walk.end(ev)
        ev.station.dlink(False)
    assert len(bench.station.told(SessionStarted)) == 2
    assert [ended.ok for ended in bench.station.told(SessionEnded)] == [True, True]
    bench.close()


def test_a_lost_data_link_ends_the_session() -> None:
    bench = MemoryBench(AC)
    ev = Ev(bench)
    walk.through(ev, "ac", "ChargingStatus")
    assert bench.station.contactor_closed
    ev.station.dlink(False)
    assert ev.connection.closed
    ev.expect_dead()
    bench.close()


def test_tls_is_a_real_handshake_that_the_session_knows_of() -> None:
    bench = MemoryBench(setup(tls="optional"))
    ev = Ev(bench)
    ev.open(tls=True)
    assert bench.pair.session is not None
    walk.walk(ev, "dc", before="ServiceDiscovery")
    assert bench.pair.session.state != "Ended"
    bench.close()


def test_a_chain_that_the_ev_does_not_trust_gives_no_connection() -> None:
    from secc.security import pki

    bench = MemoryBench(setup(tls="optional"))
    bench.station.serve(pki.create("secp256r1", bench.clock(), "foreign"))
    ev = Ev(bench)
    ev.plug_in()
    assert ev.sdp(0x00) is not None
    assert not ev.try_connect(tls=True)
    bench.close()

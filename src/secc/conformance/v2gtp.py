"""V2GTP over TCP: frames that are split, coalesced, malformed, lying, and connections that end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

from secc.conformance.bench import Connection
from secc.conformance.check import DC, Area, setup
from secc.conformance.ev import Ev, frame, require
from secc.conformance.iso2 import requests, walk
from secc.messages import iso2 as m
from secc.session.events import SessionEnded

area = Area("V2GTP", "V2GTP over TCP")
AREAS = [area]
TLS = setup(tls="optional")


def _session_setup_due(ev: Ev) -> bytes:
    """Get there; the payload of a good SessionSetupReq."""
    walk.to(ev, "dc", "SessionSetup")
    return ev.payload(requests.session_setup())


@area.check("V2GTP-TCP-001", "a request in a good frame is answered in a good frame", "TC V2GTPSessionSetup_001")
def good(ev: Ev) -> None:
    """The response's header is judged on every response: a length that is not the EXI size would break the next frame."""
    _session_setup_due(ev)
    walk.set_up(ev)
    walk.discover(ev)


def ignored(spoil: Callable[[bytes], bytes], ev: Ev) -> None:
    """The malformed frame is not answered, the connection stays, the good frame is answered."""
    payload = _session_setup_due(ev)
    ev.send_raw(spoil(payload))
    ev.expect_silence(2.5)
    walk.set_up(ev)


IGNORED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "002": ("protocol version 0x00", partial(frame, version=0x00)),
    "003": ("inverse version 0x00", partial(frame, inverse=0x00)),
    "004": ("payload type 0x9999", partial(frame, payload_type=0x9999)),
    "005": ("payload length 0", lambda payload: frame(b"")),
}
for _number, (_what, _spoil) in IGNORED.items():
    _title = f"{_what}: ignored, the connection stays usable"
    area.add(f"V2GTP-TCP-{_number}", _title, f"TC V2GTPSessionSetup_{_number}", DC, partial(ignored, _spoil))


@area.check("V2GTP-TCP-006", "a frame in segments of one byte is one request", "")
def split(ev: Ev) -> None:
    """Over one second."""
    data = frame(_session_setup_due(ev))
    for byte in data[:-1]:
        ev.send_raw(bytes([byte]))
        ev.wait(1.0 / len(data))
    ev.send_raw(data[-1:], answers=1)
    ev.expect(m.SessionSetupRes, "OK_NewSessionEstablished")


@area.check("V2GTP-TCP-007", "two frames in one segment are two requests", "")
def coalesced(ev: Ev) -> None:
    """Answered in order, the second by the state that the first led to."""
    walk.to(ev, "dc", "ServiceDiscovery")
    both = frame(ev.payload(requests.service_discovery())) + frame(ev.payload(requests.session_stop()))
    ev.send_raw(both, answers=2)
    ev.expect(m.ServiceDiscoveryRes)
    ev.expect(m.SessionStopRes)
    ev.expect_closed()


@area.check("V2GTP-TCP-008", "a length of 4 GiB closes the connection", "")
def huge(ev: Ev) -> None:
    """There is no way to find the next frame, and nothing to wait for."""
    payload = _session_setup_due(ev)
    ev.send_raw(frame(payload, length=0xFFFF_FFFF))
    ev.expect_closed(0.1 + ev.bench.latency_s)


@area.check("V2GTP-TCP-009", "a payload that is no EXI is ignored, the sequence timer runs on", "")
def no_exi(ev: Ev) -> None:
    """Closed at 60 s at the latest; before SessionSetup the 18 s for communication set-up end sooner, after it the 60 s show."""
    noise = hashlib.shake_256(b"V2GTP-TCP-009").digest(61)
    _session_setup_due(ev)
    ev.send_raw(frame(b"\x80" + noise[1:]))
    ev.expect_silence(2.5)
    ev.send_raw(frame(noise))
    ev.expect_closed(58.0)
    ev.replug()
    ev.reconnect()
    walk.walk(ev, "dc", before="ServiceDiscovery")
    for _ in range(2):
        ev.expect_silence(20.0)
        ev.send_raw(frame(b"\x80" + noise[1:]))
    ev.expect_closed(22.0, not_before_s=19.9)


def leaves(leave: Callable[[Connection], None], ev: Ev) -> None:
    """The EV goes without a word, before the session and in its loop: power off, the end reported, the next data link served."""
    ev.open()
    for count, step in enumerate(("SupportedAppProtocol", "CurrentDemand"), start=1):
        walk.walk(ev, "dc", after=step)
        leave(ev.connection)
        ev.expect_closed()
        ev.expect_dead()
        ended = ev.station.told(SessionEnded)
        require(len(ended) == count and not ended[-1].ok, f"the end of the session was not reported: {ended}")
        ev.pilot("B")
        ev.replug()
        ev.reconnect()


def _fin(connection: Connection) -> None:
    connection.half_close()


def _rst(connection: Connection) -> None:
    connection.reset()


area.add("V2GTP-TCP-010", "FIN by the EV ends the session; the next data link is served", "", DC, partial(leaves, _fin))
area.add("V2GTP-TCP-011", "RST by the EV ends the session; the next data link is served", "", DC, partial(leaves, _rst))

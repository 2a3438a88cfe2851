"""SessionSetup: session ids, new, unknown and resumed sessions."""

from __future__ import annotations

import re
from functools import partial

from secc.conformance.check import AC, DC, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, walk
from secc.messages import iso2 as m
from secc.session.events import SessionStarted

area = Area("ISO-2", "SessionSetup")
AREAS = [area]
EVSE_ID = re.compile(r"\w{2}\*[a-zA-Z0-9]{3}\*E[a-zA-Z0-9*]{1,30}")
NEW, JOINED = "OK_NewSessionEstablished", "OK_OldSessionJoined"


def set_up(ev: Ev, session_id: bytes, code: str = NEW) -> bytes:
    """SessionSetup with this id in the header; the id of the session."""
    ev.ask(requests.session_setup(), m.SessionSetupRes, code, session_id=session_id)
    return ev.session_id


def fresh(ev: Ev, *others: bytes) -> None:
    """The session's id is none of these."""
    require(ev.session_id not in others, f"SessionID {ev.session_id.hex()} is not new")


def pause(ev: Ev, energy: str) -> bytes:
    """A session up to SessionStop(Pause); the data link is gone. The stored id."""
    walk.through(ev, energy, "Stop")
    walk.end(ev, "Pause")
    require(ev.station.datalink == "pause", f"D-LINK action pause expected, got {ev.station.datalink!r}")
    ev.station.dlink(False)
    ev.wait(60.0)
    return ev.session_id


def wake_by_ev(ev: Ev) -> None:
    """The EV toggles B-C-B and the data link comes back."""
    for state in ("B", "C", "B"):
        ev.pilot(state)
        ev.wait(0.5)
    wake_by_station(ev)


def wake_by_station(ev: Ev) -> None:
    """The station switches its oscillator on and the data link comes back; then SDP and SAP."""
    ev.station.dlink(True)
    ev.reconnect()
    walk.select(ev)


@area.check("ISO2-SSU-001", "an id of eight zero bytes begins a new session", "V2G2-750; TC SessionSetup_001")
def new(ev: Ev) -> None:
    """Id, EVSEID and time stamp of the answer."""
    walk.to(ev, "dc", "SessionSetup")
    response = ev.ask(requests.session_setup(), m.SessionSetupRes, NEW, session_id=bytes(8))
    require(EVSE_ID.fullmatch(response.evse_id) is not None, f"EVSEID {response.evse_id!r}")
    if response.evse_time_stamp is not None:
        difference = abs(response.evse_time_stamp - ev.bench.unix())
        require(difference <= 5.0, f"EVSETimeStamp differs by {difference:.0f} s from the time")


@area.check("ISO2-SSU-002", "an id of one zero byte begins a new session", "V2G2-750")
def short_zero(ev: Ev) -> None:
    """The answer's id has eight bytes."""
    walk.to(ev, "dc", "SessionSetup")
    set_up(ev, b"\x00")


@area.check("ISO2-SSU-003", "an unknown id begins a new session with another id", "V2G2-754 V2G2-756")
def unknown(ev: Ev) -> None:
    """Nothing is stored."""
    walk.to(ev, "dc", "SessionSetup")
    sent = bytes.fromhex("0102030405060708")
    set_up(ev, sent)
    fresh(ev, sent)


@area.check("ISO2-SSU-004", "another request before SessionSetup is a sequence error", "V2G2-459")
def out_of_order(ev: Ev) -> None:
    """The id in the answer is zero: there is no session."""
    walk.to(ev, "dc", "SessionSetup")
    ev.refused(requests.service_discovery(), m.ServiceDiscoveryRes, "FAILED_SequenceError")


@area.check("ISO2-SSU-005", "18 s after D-LINK READY without SessionSetup it is closed", "V2G2-714 V2G2-716; TC SessionSetup_004")
def too_late(ev: Ev) -> None:
    """Without a message."""
    ev.time_link()
    ready = ev.now()
    walk.to(ev, "dc", "SessionSetup")
    ev.wait(5.0)
    ev.expect_closed(14.0, not_before_s=17.9 - (ev.now() - ready))


@area.check("ISO2-SSU-006", "the ids of two sessions differ and look random", "V2G2-835")
def random_ids(ev: Ev) -> None:
    """Neither a counter nor mostly equal: of 64 bits, 8 to 56 differ."""
    walk.to(ev, "dc", "ServiceDiscovery")
    first = ev.session_id
    walk.end(ev)
    ev.replug()
    ev.reconnect()
    walk.walk(ev, "dc", before="ServiceDiscovery")
    different = (int.from_bytes(first, "big") ^ int.from_bytes(ev.session_id, "big")).bit_count()
    require(8 <= different <= 56, f"{first.hex()} and {ev.session_id.hex()} differ in {different} bits")


def resumed(energy: str, ev: Ev) -> None:
    """The stored id joins the paused session."""
    stored = pause(ev, energy)
    wake_by_ev(ev)
    set_up(ev, stored, JOINED)
    require(ev.session_id == stored, f"joined {stored.hex()}, but the answer carries {ev.session_id.hex()}")


area.add("ISO2-SSU-007", "the id of a paused AC session joins it", "V2G2-740 V2G2-741 V2G2-463", AC, partial(resumed, "ac"))
area.add("ISO2-SSU-008", "the id of a paused DC session joins it", "V2G2-740 V2G2-741 V2G2-463", DC, partial(resumed, "dc"))


@area.check("ISO2-SSU-009", "an id other than the stored one begins a new session and drops the stored", "V2G2-754 V2G2-756")
def other_than_stored(ev: Ev) -> None:
    """Afterwards the stored id is unknown, too."""
    stored = pause(ev, "dc")
    wake_by_ev(ev)
    other = bytes.fromhex("0102030405060708")
    second = set_up(ev, other)
    fresh(ev, stored, other)
    walk.end(ev)
    ev.replug()
    wake_by_station(ev)
    set_up(ev, stored)
    fresh(ev, stored, other, second)


@area.check("ISO2-SSU-010", "a zero id after a pause begins a new session", "V2G2-750", AC)
def zero_after_pause(ev: Ev) -> None:
    """Another id than the stored one."""
    stored = pause(ev, "ac")
    wake_by_ev(ev)
    set_up(ev, bytes(8))
    fresh(ev, stored)


@area.check("ISO2-SSU-011", "a session that the station wakes up is joined", "", AC)
def woken_by_station(ev: Ev) -> None:
    """No B-C-B by the EV."""
    stored = pause(ev, "ac")
    wake_by_station(ev)
    set_up(ev, stored, JOINED)
    require(ev.session_id == stored, f"joined {stored.hex()}, but the answer carries {ev.session_id.hex()}")


@area.check("ISO2-SSU-012", "unplugging ends a pause", "", AC)
def unplugged(ev: Ev) -> None:
    """State A, then plugged in again: the id is unknown."""
    stored = pause(ev, "ac")
    ev.pilot("A")
    ev.wait(1.0)
    ev.pilot("B")
    wake_by_station(ev)
    set_up(ev, stored)
    fresh(ev, stored)


@area.check("ISO2-SSU-013", "the id of a terminated session is unknown", "V2G2-754")
def terminated(ev: Ev) -> None:
    """A new session with another id."""
    walk.to(ev, "dc", "ServiceDiscovery")
    old = ev.session_id
    walk.end(ev)
    ev.replug()
    wake_by_station(ev)
    set_up(ev, old)
    fresh(ev, old)


@area.check("ISO2-SSU-014", "an EVCCID of another length than six bytes is accepted", "")
def evcc_id_length(ev: Ev) -> None:
    """The host is told the raw id."""
    ev.open()
    for evcc_id in (bytes.fromhex("0011223344"), b"\x00", b""):
        walk.select(ev)
        ev.ask(requests.session_setup(evcc_id), m.SessionSetupRes, NEW)
        told = ev.station.told(SessionStarted)[-1].evcc_id
        require(told.replace(":", "").lower() == evcc_id.hex(), f"EVCCID {evcc_id.hex()!r} was reported as {told!r}")
        ev.close()
        ev.expect_closed()
        ev.replug()
        ev.reconnect()


@area.check("ISO2-SSU-015", "a second SessionSetup is a sequence error", "V2G2-459")
def twice(ev: Ev) -> None:
    """In a running session."""
    walk.to(ev, "dc", "ServiceDiscovery")
    ev.refused(requests.session_setup(), m.SessionSetupRes, "FAILED_SequenceError")

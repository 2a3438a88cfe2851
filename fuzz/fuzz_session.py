"""A session that is under way gets changed frames, odd pieces and pauses: an answer or an end that is known, never an error of our own, never
power where it may not be (`Pair` watches), and never a hang.

Input: which recorded car (1 byte), how many of its frames are played as they were (1 byte), then pieces of (pause in tenths of a second,
length as 2 bytes, bytes) that the car sends instead of the rest.
"""

from __future__ import annotations

import sys
from functools import cache

import harness

from secc import v2gtp
from secc.config import Config, Outlet, Tls
from secc.session import events
from secc.session.link import Link
from secc.testing.drive import charge
from secc.testing.ev import Car, Ev
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.pair import Pair

_TLS = Link(tls="1.3")
_DC, _AC = Car(energy="dc"), Car(energy="ac")
_CARS = (
    (Iso2Ev(_DC), Config(outlet=Outlet(energy=("dc",), protocols=("iso2",))), Link()),
    (Iso2Ev(_AC), Config(outlet=Outlet(energy=("ac",), protocols=("iso2",)), profile="strict"), Link()),
    (DinEv(Car(energy="dc", protocols=("din",))), Config(outlet=Outlet(energy=("dc",), protocols=("din",))), Link()),
    (
        Iso20DcEv(Car(energy="dc", protocols=("iso20_dc",))),
        Config(outlet=Outlet(energy=("dc",), protocols=("iso20_dc",)), tls=Tls(allow_insecure_20=True)),
        _TLS,
    ),
)
FRAMES = 60


@cache
def recorded(which: int) -> tuple[tuple[float, bytes], ...]:
    """What a car sends in a whole charge: seconds since the one before, and the frame."""
    ev, config, link = _CARS[which]
    pair = Pair(config, link=link)
    assert isinstance(ev, Ev)
    assert charge(pair, ev).failure is None
    sent = [(at, v2gtp.frame(kind, payload)) for at, side, kind, payload in pair.log if side == "ev"][:FRAMES]
    return tuple((at - before, frame) for (before, _), (at, frame) in zip(sent[:1] + sent, sent, strict=False))


def seeds() -> list[bytes]:
    found = []
    for which in range(len(_CARS)):
        frames = recorded(which)
        for begun in range(0, len(frames), 3):
            pieces = b"".join(
                bytes((min(255, round(pause * 10)),)) + len(frame).to_bytes(2, "big") + frame for pause, frame in frames[begun : begun + 4]
            )
            found.append(bytes((which, begun)) + pieces)
    return found


def check(data: bytes) -> None:
    if len(data) < 2:
        return
    which = data[0] % len(_CARS)
    _, config, link = _CARS[which]
    pair = Pair(config, link=link)
    pair.connect()
    for pause, frame in recorded(which)[: data[1] % FRAMES]:
        pair.advance(pause)
        pair.send(frame)
    rest = data[2:]
    while len(rest) >= 3 and not pair.closed:
        pause, size = rest[0] / 10, int.from_bytes(rest[1:3], "big")
        pair.advance(pause)
        pair.send(rest[3 : 3 + size])
        rest = rest[3 + size :]
    pair.advance(61.0)
    assert pair.closed, f"still open after a minute of silence\n{pair.story()}"
    ends = pair.of(events.SessionEnded)
    assert len(ends) == 1, ends
    assert ends[0].reason != "internal_error", f"{ends[0]}\n{pair.story()}"


if __name__ == "__main__":
    sys.exit(harness.main("session", seeds, check))

"""A charging session told to a person: one short line for each thing that matters, with the time since the session began.

What a car says of itself is printed with everything that is not plain text escaped, and no longer than a line.
"""

from __future__ import annotations

from collections.abc import Callable

from secc.session import events
from secc.session.events import Event

PROTOCOLS = {"din": "DIN SPEC 70121", "iso2": "ISO 15118-2", "iso20_ac": "ISO 15118-20 AC", "iso20_dc": "ISO 15118-20 DC"}
CHARGING = 1
"""Number of the service that is charging itself, in DIN and -2."""
MAX_TEXT = 100
LINES_OF_COMPLAINT = 5
"""Reports of misbehaviour that are printed for one session; the rest is counted."""


def clean(text: str) -> str:
    """Foreign text for a terminal: printable ASCII, the rest escaped, cut."""
    escaped = text.encode("unicode_escape").decode("ascii")
    return escaped if len(escaped) <= MAX_TEXT else escaped[: MAX_TEXT - 1] + "…"


def shortened(emaid: str) -> str:
    """A contract without the digits that tell whose it is: provider, and the last three characters."""
    return f"{clean(emaid[:5])}…{clean(emaid[-3:])}"


def quantities(*values: tuple[float | None, str]) -> str:
    """`(22.1, "kW"), (None, "A")` as `22.1 kW`: what is known, joined by commas."""
    return ", ".join(f"{value:.4g} {unit}" for value, unit in values if value is not None)


def _selected(event: events.ProtocolSelected) -> str:
    return PROTOCOLS.get(event.protocol, event.protocol)


def _started(event: events.SessionStarted) -> str:
    return f"EV {clean(event.evcc_id)}, session {event.session_id}{', resumed' if event.resumed else ''}"


def _services(event: events.ServicesSelected) -> str:
    others = [str(number) for number, _ in event.services if number != CHARGING]
    return f"pays by {'contract' if event.payment == 'contract' else 'EIM'}" + (f", uses services {', '.join(others)}" if others else "")


def _wanted(event: events.AuthorizationWanted) -> str:
    return f"asks for authorization{f' of contract {shortened(event.emaid)}' if event.emaid else ''}"


def _authorized(event: events.AuthorizationFinished) -> str:
    return "authorized" if event.accepted else "not authorized"


def _needs(event: events.EvNeeds) -> str:
    energy = None if event.energy_request_wh is None else event.energy_request_wh / 1000
    power = None if event.max_power_w is None else event.max_power_w / 1000
    wishes = quantities((energy, "kWh"), (event.max_voltage_v, "V"), (event.max_current_a, "A"), (power, "kW"))
    departure = "" if event.departure_s is None else f", leaves in {event.departure_s:.0f} s"
    return f"wants {event.energy.replace('_', ' ').upper()}" + (f": {wishes}" if wishes else "") + departure


def _output(event: events.SetOutput) -> str:
    if event.stage == "precharge":
        return f"pre-charge to {event.voltage_v:.0f} V"
    return ""


def _ended(event: events.SessionEnded) -> str:
    how = "ended in order" if event.ok else "FAILED"
    return f"{how}: {event.reason}{f' in {event.state}' if event.state else ''}{f' ({clean(event.detail)})' if event.detail else ''}"


LINES: dict[type[Event], Callable[[Event], str]] = {}


def _line(kind: type[Event], text: str | Callable[..., str]) -> None:
    LINES[kind] = text if callable(text) else lambda event: text


_line(events.ProtocolSelected, _selected)
_line(events.SessionStarted, _started)
_line(events.ServicesSelected, _services)
_line(events.AuthorizationWanted, _wanted)
_line(events.AuthorizationFinished, _authorized)
_line(events.EvNeeds, _needs)
_line(events.CableCheckWanted, lambda event: f"insulation test at {event.voltage_v:.0f} V")
_line(events.CloseContactor, "contactor closes")
_line(events.SetOutput, _output)
_line(events.ChargingStarted, "charging")
_line(events.Renegotiating, "renegotiates")
_line(events.ChargingStopped, "charging stopped")
_line(events.ReceiptReceived, lambda event: f"metering receipt, {'valid' if event.valid else 'NOT VALID'}")
_line(events.EmergencyOff, lambda event: f"EMERGENCY OFF: {clean(event.reason)}")
_line(events.PeerMisbehaved, lambda event: f"! {clean(event.what)}{f': {clean(event.detail)}' if event.detail else ''}")
_line(events.SessionPaused, "paused")
_line(events.SessionEnded, _ended)


class Account:
    """The account of one session. `write(line)` gets the lines; times are seconds on any clock."""

    def __init__(self, write: Callable[[str], None], title: str, now: float, meter_wh: float | None = None) -> None:
        self._write, self._began, self._meter_wh = write, now, meter_wh
        self._last = ""
        self._complaints = 0
        write(title)

    def event(self, event: Event, now: float) -> None:
        """Something happened. The same thing twice in a row is told once."""
        line = LINES.get(type(event))
        text = line(event) if line is not None else ""
        if isinstance(event, events.PeerMisbehaved):
            self._complaints += 1
            if self._complaints > LINES_OF_COMPLAINT:
                return
        if text and text != self._last:
            self._last = text
            self._write(f"  {now - self._began:8.2f} s  {text}")

    def close(self, now: float, meter_wh: float | None, latency: str) -> None:
        """The last lines: duration, energy, added time."""
        if self._complaints > LINES_OF_COMPLAINT:
            self._write(f"              ! {self._complaints - LINES_OF_COMPLAINT} more reports of misbehaviour")
        energy = "" if meter_wh is None or self._meter_wh is None else f", {(meter_wh - self._meter_wh) / 1000:.3f} kWh"
        self._write(f"  session of {now - self._began:.1f} s{energy}; added time: {latency}")

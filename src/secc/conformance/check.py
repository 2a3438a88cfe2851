"""What a check is: an id, what it is about, how the station under test is set up, and a body that plays the EV.

A body takes one `Ev` and returns when the SECC behaved. It raises `CheckFailed` (through the expectations of `Ev`) when it did not, and
`Unsupported` when the bench cannot bring about the precondition, for instance a contactor fault on a real station.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from secc.config import Config, Outlet, Tls
from secc.conformance.ev import Ev

Protocol = Literal["SDP", "V2GTP", "SAP", "ISO-2", "DIN", "SAE", "ISO-20"]
Body = Callable[[Ev], None]

EVSE_ID = "DE*ABC*E123456"


def setup(energy: Literal["ac", "dc"] = "dc", /, *, tls: Literal["off", "optional", "required"] = "off", **outlet: object) -> Config:
    """The station that most checks run against: strict profile, told of its data link, -2 and DIN, EIM without TLS.

    3 x 32 A at 230 V, or 1000 V, 500 A, 350 kW. `outlet` overrides fields of `secc.config.Outlet`; raises msgspec.ValidationError for
    what that does not know.
    """
    fields = {
        "energy": [energy], "protocols": ["iso2", "din"] if energy == "dc" else ["iso2"], "evse_id": EVSE_ID,
        "dc": {"max_voltage_v": 1000.0, "max_current_a": 500.0, "max_power_w": 350_000.0, "min_voltage_v": 150.0}, **outlet,
    }
    return Config(profile="strict", link="slac", tls=Tls(mode=tls), outlet=msgspec.convert(fields, Outlet))


AC = setup("ac")
DC = setup("dc")
BOTH = msgspec.structs.replace(DC, outlet=msgspec.structs.replace(DC.outlet, energy=("ac", "dc")))
"""A station with either, for checks that look at both loops."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check. `requirement` names requirement ids, a test-case family, or a topic; `config` is the station it needs."""

    id: str
    title: str
    protocol: Protocol
    area: str
    requirement: str
    config: Config
    body: Body

    def run(self, ev: Ev) -> None:
        """Play the EV's part. Raises CheckFailed or Unsupported."""
        self.body(ev)


class Area:
    """The checks of one area, in order of their definition. `check` decorates a body; `add` is for rows of a table that share one."""

    def __init__(self, protocol: Protocol, name: str) -> None:
        self.protocol: Protocol = protocol
        self.name = name
        self.checks: list[Check] = []

    def add(self, id: str, title: str, requirement: str, config: Config, body: Body) -> None:
        """Append one check."""
        self.checks.append(
            Check(id=id, title=title, protocol=self.protocol, area=self.name, requirement=requirement, config=config, body=body)
        )

    def check(self, id: str, title: str, requirement: str, config: Config = DC) -> Callable[[Body], Body]:
        """Register the decorated function as the body of a check."""

        def register(body: Body) -> Body:
            self.add(id, title, requirement, config, body)
            return body

        return register

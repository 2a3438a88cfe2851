"""What the charger and the application tell a session, at any time and in any order: one frozen struct a command, in SI units.

A command that does not apply now is kept where that makes sense (limits, measurements, schedules, stop) and otherwise ignored; it never raises.
"""

from __future__ import annotations

from typing import Literal

import msgspec

PilotState = Literal["A", "B", "C", "D", "E", "F"]
Isolation = Literal["valid", "warning", "fault", "invalid", "no_imd"]
Verdict = Literal["accepted", "rejected", "pending"]
CertificateVerdict = Literal[
    "accepted", "signature_error", "expired", "revoked", "no_certificate", "chain_error", "contract_cancelled", "not_allowed",
]
Fault = Literal["malfunction", "utility_interrupt", "rcd", "not_ready", "isolation"]


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="command", tag=True):
    """Base of all commands."""


class DcLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of a DC output at the connector. Discharge limits are positive numbers; None where the supply cannot discharge."""

    max_voltage_v: float
    max_current_a: float
    max_power_w: float
    min_voltage_v: float = 0.0
    min_current_a: float = 0.0
    min_power_w: float = 0.0
    peak_ripple_a: float = 0.0
    regulation_tolerance_a: float | None = None
    energy_to_deliver_wh: float | None = None
    max_discharge_current_a: float | None = None
    max_discharge_power_w: float | None = None
    min_discharge_current_a: float | None = None
    min_discharge_power_w: float | None = None


class AcLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of an AC outlet. Voltage phase to neutral, current per phase; discharge power is a positive number, total of all phases."""

    max_current_a: float
    nominal_voltage_v: float = 230.0
    phases: Literal[1, 3] = 3
    min_current_a: float = 0.0
    frequency_hz: float = 50.0
    max_power_w: tuple[float, ...] = ()
    max_discharge_power_w: float | None = None


class Measured(Command, frozen=True, kw_only=True):
    """Present values at the connector: DC voltage and current (negative: discharge), AC power per phase."""

    voltage_v: float = 0.0
    current_a: float = 0.0
    power_w: tuple[float, ...] = ()


class MeterRead(Command, frozen=True, kw_only=True):
    """A reading of the meter. `energy_wh` imported by the car, `exported_wh` fed back, `signature` at most 64 bytes in -2, `time_s` Unix seconds."""

    meter_id: str
    energy_wh: float
    exported_wh: float | None = None
    signature: bytes = b""
    status: int | None = None
    time_s: int | None = None


class PilotChanged(Command, frozen=True, kw_only=True):
    """Control pilot state per IEC 61851-1."""

    state: PilotState


class ContactorChanged(Command, frozen=True, kw_only=True):
    """State of the contactor (AC) or output relays (DC). A level, not an edge; `fault` when it did not follow."""

    closed: bool
    fault: bool = False


class CableChecked(Command, frozen=True, kw_only=True):
    """Result of the insulation test asked for by CableCheckWanted."""

    isolation: Isolation


class LimitsChanged(Command, frozen=True, kw_only=True):
    """Momentary limits; what is None stays as it was. Nominal capabilities come from the configuration and are not changed by this."""

    dc: DcLimits | None = None
    ac: AcLimits | None = None


class PowerInterval(msgspec.Struct, frozen=True, kw_only=True):
    """Power limit from `start_s` (seconds from now) until the next interval; positive into the car."""

    start_s: float
    power_w: float
    discharge_power_w: float | None = None


class PriceInterval(msgspec.Struct, frozen=True, kw_only=True):
    """Price from `start_s` on: a level (1 is cheapest) and optionally the price of a kWh."""

    start_s: float
    level: int
    price_per_kwh: float | None = None


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """One schedule on offer. `duration_s` is the length of the whole.

    `tariff` is the mobility operator's SalesTariff for -2 as an EXI fragment (set iso2, element SalesTariff) and goes out as it is; `signature`
    of the first schedule is the xmldsig Signature over all tariffs as an EXI fragment (set xmldsig, element Signature). For -20 it is an
    AbsolutePriceSchedule or PriceLevelSchedule (set iso20_common).
    """

    id: int
    power: tuple[PowerInterval, ...]
    duration_s: float
    prices: tuple[PriceInterval, ...] = ()
    currency: str = ""
    tariff: bytes = b""
    signature: bytes = b""


class SchedulesOffered(Command, frozen=True, kw_only=True):
    """Up to three schedules in order of preference; they replace what follows from the limits. None: there are no others than before."""

    schedules: tuple[Schedule, ...]


class Authorized(Command, frozen=True, kw_only=True):
    """The decision on AuthorizationWanted `request` (0: whatever is open, also in advance)."""

    verdict: Verdict
    request: int = 0
    certificate: CertificateVerdict = "accepted"
    reason: str = ""


class PowerAvailable(Command, frozen=True, kw_only=True):
    """False: charging cannot begin yet (ChargeParameterDiscovery answers Ongoing); True: it can."""

    available: bool


class Stop(Command, frozen=True, kw_only=True):
    """End charging in order: the EV is notified and has `grace_s` seconds (NotificationMaxDelay); then the session is ended."""

    reason: str = "local"
    grace_s: float = 60.0


class Pause(Command, frozen=True, kw_only=True):
    """Pause charging from the station's side, by the means the protocol has (-20: notification; -2: zero power)."""


class Resume(Command, frozen=True, kw_only=True):
    """End a pause that `Pause` began."""


class Renegotiate(Command, frozen=True, kw_only=True):
    """Ask the EV to renegotiate schedule and limits."""

    service: bool = False


class EmergencyStop(Command, frozen=True, kw_only=True):
    """Somebody pressed the button, or a protective device tripped. Power goes first, messages follow."""

    reason: str = "emergency"


class FaultRaised(Command, frozen=True, kw_only=True):
    """A condition of the station, until FaultCleared."""

    fault: Fault


class FaultCleared(Command, frozen=True, kw_only=True):
    """The condition is gone."""

    fault: Fault


class CertificateAnswered(Command, frozen=True, kw_only=True):
    """The backend's answer to CertificateWanted `request`: the raw response EXI, or None with an outcome."""

    request: int
    exi: bytes | None = None
    outcome: Literal["ok", "failed", "no_certificate", "revoked", "expired", "cancelled"] = "ok"
    remaining_contracts: int = 0


class Setpoint(Command, frozen=True, kw_only=True):
    """-20 Dynamic and BPT: what the station wants now, in W, sign as in SetOutput; None hands control back.

    For AC: `phases_w` and `phases_var` are the same by phase where the phases are to differ (three values, or none), `frequency_hz` is the
    frequency that a bidirectional EV is to keep.
    """

    power_w: float | None = None
    reactive_var: float | None = None
    phases_w: tuple[float, ...] = ()
    phases_var: tuple[float, ...] = ()
    frequency_hz: float | None = None


class MobilityNeeds(Command, frozen=True, kw_only=True):
    """-20 Dynamic, where the station was given the choice (MobilityNeedsMode 2): when the car will
    leave, in s from now, and how full it will be, in %.

    `ack_max_delay_s` is the time the EV has to follow a new set point.
    """

    departure_s: float | None = None
    minimum_soc_percent: int | None = None
    target_soc_percent: int | None = None
    ack_max_delay_s: float | None = None


class ChargerLost(Command, frozen=True, kw_only=True):
    """The driver has lost the hardware (no beat, an exception in a method). Ends the session with power off."""

    reason: str

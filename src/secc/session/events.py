"""What a session tells its owner: one frozen struct an event, in SI units, without an ISO type.

Two kinds. A *request* asks the hardware for something; a command (see `commands`) brings the result. A *fact* only informs.
The order in which `Session.events()` returns them is the order in which they happened.

    request              answered by the command
    AuthorizationWanted  Authorized (same `request` number)
    CableCheckWanted     CableChecked
    CloseContactor       ContactorChanged(closed=True), or closed=False for a failure
    OpenContactor        ContactorChanged(closed=False)
    SetOutput            none: measurements follow by themselves (Measured)
    StopOutput           none
    CertificateWanted    CertificateAnswered (same `request` number)
    SchedulesWanted      SchedulesOffered, or nothing: then the offer follows from the limits
"""

from __future__ import annotations

from typing import Literal

import msgspec

Protocol = Literal["din", "iso2", "iso20_ac", "iso20_dc"]
EnergyMode = Literal["ac", "dc", "ac_bpt", "dc_bpt", "mcs", "mcs_bpt"]
DataLink = Literal["terminate", "pause", "error"]


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag=True):
    """Base of all events; `msgspec.json.encode(event)` gives the stable JSON form."""


# ---- requests ---------------------------------------------------------------------------------------------------------------------


class AuthorizationWanted(Event, frozen=True, kw_only=True):
    """Somebody has to decide whether this EV may charge.

    `method` "eim": card, app, free. "contract": Plug & Charge; then `emaid` and `chain` (DER, leaf first) are set, the signature and as
    much of the chain as can be checked here have been verified, `ocsp` names what a backend must still check, `local_verdict` is
    "ok" or "defer" (root unknown here).
    """

    request: int
    method: Literal["eim", "contract"]
    evcc_id: str = ""
    emaid: str = ""
    chain: tuple[bytes, ...] = ()
    ocsp: tuple[OcspRequest, ...] = ()
    local_verdict: Literal["ok", "defer"] = "ok"


class OcspRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What OCPP's Authorize carries for one certificate: hashes of its issuer, its serial number, its responder."""

    hash_algorithm: str
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str
    responder_url: str = ""


class CableCheckWanted(Event, frozen=True, kw_only=True):
    """Close the DC relays, apply `voltage_v` and measure the insulation. Answer: CableChecked, within 38 s."""

    voltage_v: float


class CloseContactor(Event, frozen=True, kw_only=True):
    """AC: close the contactor now; the pilot has been seen in C or D. Answer: ContactorChanged, within 3 s [V2G2-860]."""

    three_phase: bool = True


class OpenContactor(Event, frozen=True, kw_only=True):
    """Open contactor or relays. The output has been told to stop before."""


class SetOutput(Event, frozen=True, kw_only=True):
    """The output to regulate to, already clamped to what the EVSE and the EV allow. Negative current or power flows from car to grid.

    DC: `voltage_v` and `current_a`, `max_power_w`. AC in -20: `power_w`, by phase. `stage` tells what it is for.
    """

    stage: Literal["precharge", "charge"]
    voltage_v: float = 0.0
    current_a: float = 0.0
    max_power_w: float | None = None
    power_w: tuple[float, ...] = ()


class StopOutput(Event, frozen=True, kw_only=True):
    """Ramp the output to zero now."""


class EmergencyOff(Event, frozen=True, kw_only=True):
    """Power off and contactor open at once. The driver calls `Charger.emergency_stop` synchronously when it sees this."""

    reason: str


class CertificateWanted(Event, frozen=True, kw_only=True):
    """A raw CertificateInstallation or CertificateUpdate request for the backend, verified as far as possible here.

    `exi` is the whole V2G message as received. Answer: CertificateAnswered with the raw response EXI, before `deadline` (same clock as `now`).
    -20: the EV takes `max_contracts` contracts, those of `prioritized_emaids` first, one with each request.
    """

    request: int
    action: Literal["install", "update"]
    namespace: str
    exi: bytes
    deadline: float
    max_contracts: int = 1
    prioritized_emaids: tuple[str, ...] = ()


class EnergyOffer(msgspec.Struct, frozen=True, kw_only=True):
    """-20: energy that the EV would give back: (start in s from `at`, W) and (start in s, from W on, price of a kWh); `at` is Unix time in s.

    `power_s` and `prices_s` are the lengths of the whole, `algorithm` is the EV's name of how its prices count.
    """

    at: int
    power: tuple[tuple[float, float], ...] = ()
    prices: tuple[tuple[float, float, float], ...] = ()
    currency: str = ""
    power_s: float = 0.0
    prices_s: float = 0.0
    algorithm: str = ""


class SchedulesWanted(Event, frozen=True, kw_only=True):
    """The EV asks for charging schedules; see `EvNeeds` for what it wants."""

    max_entries: int = 12
    departure_s: float | None = None
    energy_offer: EnergyOffer | None = None


# ---- facts ------------------------------------------------------------------------------------------------------------------------


class ProtocolSelected(Event, frozen=True, kw_only=True):
    """SupportedAppProtocol chose `protocol`. `offered` is what the EV offered: namespace, major, minor, priority.

    `schema_ids` are the EV's own numbers of those offers, in the same order; `schema_id` is the number of the one that was chosen.
    """

    protocol: Protocol
    namespace: str
    offered: tuple[tuple[str, int, int, int], ...] = ()
    schema_ids: tuple[int, ...] = ()
    schema_id: int | None = None


class SessionStarted(Event, frozen=True, kw_only=True):
    """SessionSetup succeeded. `session_id`: 16 hex digits; `evcc_id` as the EV wrote it (hex in DIN and -2, text in -20), unauthenticated."""

    session_id: str
    evcc_id: str
    resumed: bool = False


class ServicesSelected(Event, frozen=True, kw_only=True):
    """Payment option, energy mode as far as known, and value-added services (service id, parameter set id or None).

    In -20 also what the energy service was selected with: `parameters` by the standard's names, as they were offered.
    """

    payment: Literal["eim", "contract"]
    energy: EnergyMode | None = None
    services: tuple[tuple[int, int | None], ...] = ()
    control: Literal["scheduled", "dynamic"] | None = None
    mobility_needs_by_station: bool = False
    parameters: dict[str, int] = {}


class EvNeeds(Event, frozen=True, kw_only=True):
    """What the EV said of itself and its wishes; None where it said nothing. Sent at ChargeParameterDiscovery and when it changes.

    `transfer_mode` is the requested energy transfer mode in the words of DIN and -2. `by_phase` holds, by the name of the field, the three
    values of a power that the EV told for each phase; the field itself is their sum.
    """

    energy: EnergyMode
    departure_s: float | None = None
    energy_request_wh: float | None = None
    energy_min_wh: float | None = None
    energy_max_wh: float | None = None
    capacity_wh: float | None = None
    max_voltage_v: float | None = None
    min_voltage_v: float | None = None
    max_current_a: float | None = None
    min_current_a: float | None = None
    max_power_w: float | None = None
    min_power_w: float | None = None
    max_discharge_power_w: float | None = None
    max_discharge_current_a: float | None = None
    min_discharge_power_w: float | None = None
    v2x_energy_max_wh: float | None = None
    v2x_energy_min_wh: float | None = None
    full_soc_percent: float | None = None
    bulk_soc_percent: float | None = None
    phases: int | None = None
    transfer_mode: str = ""
    by_phase: dict[str, tuple[float, ...]] = {}


class EvStatus(Event, frozen=True, kw_only=True):
    """State of the battery as far as the EV tells; sent when it changes. `*_conditioning` is for DIN alone: cabin, battery."""

    soc_percent: float | None = None
    ready: bool | None = None
    error: str = ""
    full_in_s: float | None = None
    bulk_in_s: float | None = None
    charging_complete: bool | None = None
    target_voltage_v: float | None = None
    target_current_a: float | None = None
    present_voltage_v: float | None = None
    bulk_complete: bool | None = None
    power_w: tuple[float, ...] = ()
    reactive_var: tuple[float, ...] = ()
    cabin_conditioning: bool | None = None
    battery_conditioning: bool | None = None


class MeterAsked(Event, frozen=True, kw_only=True):
    """-20: the EV wants the meter information in the next responses."""


class EvTerminated(Event, frozen=True, kw_only=True):
    """-20 SessionStop: the EV's own words on why it ends."""

    code: str = ""
    explanation: str = ""


class AuthorizationFinished(Event, frozen=True, kw_only=True):
    """The EV was told the outcome."""

    accepted: bool


class ProfileChosen(Event, frozen=True, kw_only=True):
    """PowerDelivery(Start): the schedule the EV took and the power it plans, as (start in s, power in W, phases or None)."""

    schedule_id: int
    profile: tuple[tuple[float, float, int | None], ...] = ()


class ChargingStarted(Event, frozen=True, kw_only=True):
    """PowerDelivery(Start) was answered OK."""


class ChargingStopped(Event, frozen=True, kw_only=True):
    """PowerDelivery(Stop) was answered, or the session ended while charging."""


class Renegotiating(Event, frozen=True, kw_only=True):
    """The EV goes back to ChargeParameterDiscovery."""


class ReceiptReceived(Event, frozen=True, kw_only=True):
    """A signed metering receipt of the EV. `exi` is the signed element, `valid` whether signature and content verified."""

    exi: bytes
    signature: bytes
    valid: bool


class Displayed(Event, frozen=True, kw_only=True):
    """-20 DisplayParameters as the EV sent them, by standard name."""

    values: dict[str, float | int | bool]


class PeerMisbehaved(Event, frozen=True, kw_only=True):
    """The EV, another host on its link or the backend broke a rule; informative. `what` is short, `detail` is escaped text."""

    what: str
    detail: str = ""


class PilotAwaited(Event, frozen=True, kw_only=True):
    """The session waits for the control pilot to show one of `states` and does not see it. A station with a real pilot has nothing to do."""

    states: tuple[Literal["A", "B", "C", "D", "E", "F"], ...]


class SessionPaused(Event, frozen=True, kw_only=True):
    """The context to keep for a resume; hand it to the next session of the same outlet. It lapses at unplug or after 24 h."""

    context: bytes


class SessionEnded(Event, frozen=True, kw_only=True):
    """Last event. `ok` means SessionStop was answered OK. `reason` is a stable word or timer name, `state` where it happened.

    `datalink` is the D-LINK action: terminate, pause or error.
    """

    ok: bool
    reason: str
    state: str
    datalink: DataLink
    detail: str = ""

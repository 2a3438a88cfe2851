"""Requests of an ISO 15118-20 EV, all in their least form, and the way through a session up to a state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from secc import messages, v2gtp
from secc.config import Ac, Config, Dc, Iso20, Outlet, Tls
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as common
from secc.messages import iso20_dc as dc
from secc.messages.iso20_common import MessageHeaderType
from secc.messages.iso20_common import RationalNumberType as Rational
from secc.messages.iso20_common import chargeProgressType as Progress
from secc.messages.iso20_common import chargingSessionType as ChargingSession
from secc.messages.iso20_common import processingType as Processing
from secc.messages.xmldsig import Signature
from secc.session.iso20 import states
from secc.session.iso20.values import HEADER, rational

from ..bench import Bench

R = TypeVar("R")

EVCC_ID = "WMIV1234567890ABCDEX"
EVSE_ID = "DE*ABC*E123456"
NAMESPACE = "urn:iso:std:iso:15118:-20:"
ZERO = Rational(exponent=0, value=0)
TYPES = {
    "iso20_common": 0x8002, "iso20_ac": 0x8003, "iso20_dc": 0x8004, "iso20_acdp": 0x8005, "iso20_wpt": 0x8006, "iso20_ac_der_iec": 0x8010,
    "iso20_ac_der_sae": 0x8011,
}
SETS = {
    **{number: name for name, number in TYPES.items()}, 0x8101: "iso20_common", 0x8102: "iso20_common", 0x8103: "iso20_acdp", 0x8104: "iso20_common",
}


def config(*energy: str, control: str = "scheduled", profile: str = "strict", iso20: Iso20 | None = None, **outlet: Any) -> Config:
    """A station of 1000 V, 500 A, 350 kW or three times 32 A that takes back 50 kW and 11 kW."""
    return Config(
        outlet=Outlet(
            energy=energy, protocols=("iso20_ac", "iso20_dc"), evse_id=EVSE_ID, iso20=iso20 or Iso20(),  # type: ignore[arg-type]
            ac=outlet.pop("ac", Ac(max_discharge_power_w=11_000.0)),
            dc=outlet.pop("dc", Dc(
                max_voltage_v=1000.0, max_current_a=500.0, max_power_w=350_000.0, max_discharge_power_w=50_000.0, max_discharge_current_a=100.0,
            )), **outlet,
        ),
        profile=profile, control=control, tls=Tls(allow_insecure_20=True),  # type: ignore[arg-type]
    )


AC = config("ac")
DC = config("dc")
DC_DYNAMIC = config("dc", control="dynamic")


class Bench20(Bench):
    """The bench with the frames of ISO 15118-20: a set and a payload type for each kind of message."""

    def __init__(self, config: Config = DC, **rest: Any) -> None:
        super().__init__(config, **rest)
        self.family = "iso20_ac" if config.outlet.energy[0].startswith("ac") else "iso20_dc"
        self.types: list[int] = []

    def shake_hands(self) -> None:
        self.offer((NAMESPACE + ("AC" if self.family == "iso20_ac" else "DC"), 1, 0, 10, 1))
        assert self.session.protocol == self.family

    def frame(
        self, request: object, session_id: bytes | None = None, signature: Signature | None = None, payload_type: int | None = None,
    ) -> bytes:
        header = MessageHeaderType(session_id=self.session_id if session_id is None else session_id, time_stamp=1, signature=signature)
        name = type(request).__module__.rpartition(".")[2]
        name = name if name in TYPES else "iso20_common"
        assert isinstance(request, Struct)
        return v2gtp.frame(payload_type or TYPES[name], messages.encode(name, replace(request, header=header)))

    def aside(self, request: object, expect: type[R], payload_type: int) -> R:
        """Ask on another stream; the answer must come on it."""
        self.types.clear()
        self.watch.request(request)  # type: ignore[arg-type]
        self.feed(self.frame(request, payload_type=payload_type))
        answer = self.answer(expect)
        assert self.types == [payload_type]
        return answer

    def answer(self, expect: type[R]) -> R:
        found = self.answers()
        assert len(found) == 1, f"{len(found)} answers, {self.happened[-3:]}"
        self.session_id = found[0].header.session_id
        assert isinstance(found[0], expect), found[0]
        return found[0]

    def _message(self, payload: bytes, *, strict: bool = False) -> Any:
        kind, _, body = payload.partition(b":")
        return messages.decode(SETS[int(kind)], body, strict=strict)

    def _receive(self) -> None:
        self._in.feed(self.session.data_to_send())
        while (frame := self._in.next()) is not None:
            assert isinstance(frame, v2gtp.Frame)
            if frame.type == v2gtp.EXI:
                self._payloads.append(frame.payload)
                continue
            self.types.append(frame.type)
            self._payloads.append(f"{frame.type}:".encode() + frame.payload)
            self.watch.response(messages.decode(SETS[frame.type], frame.payload))  # type: ignore[arg-type]


# ---- requests -------------------------------------------------------------------------------------------------------------------------

SESSION_SETUP = common.SessionSetupReq(header=HEADER, evcc_id=EVCC_ID)
AUTHORIZATION_SETUP = common.AuthorizationSetupReq(header=HEADER)
EIM = common.AuthorizationReq(
    header=HEADER, selected_authorization_service=common.authorizationType.EIM, eim_a_req_authorization_mode=common.EIM_AReqAuthorizationModeType(),
)
SERVICE_DISCOVERY = common.ServiceDiscoveryReq(header=HEADER)
CABLE_CHECK = dc.DC_CableCheckReq(header=HEADER)
TERMINATE = common.SessionStopReq(header=HEADER, charging_session=ChargingSession.Terminate)
PAUSE = common.SessionStopReq(header=HEADER, charging_session=ChargingSession.Pause)
RENEGOTIATE_SERVICE = common.SessionStopReq(header=HEADER, charging_session=ChargingSession.ServiceRenegotiation)


def detail(service: int) -> common.ServiceDetailReq:
    return common.ServiceDetailReq(header=HEADER, service_id=service)


def selection(service: int, parameter_set: int = 1, *added: tuple[int, int]) -> common.ServiceSelectionReq:
    chosen = tuple(common.SelectedServiceType(service_id=number, parameter_set_id=sets) for number, sets in added)
    return common.ServiceSelectionReq(
        header=HEADER, selected_energy_transfer_service=common.SelectedServiceType(service_id=service, parameter_set_id=parameter_set),
        selected_vas_list=common.SelectedServiceListType(selected_service=chosen) if chosen else None,
    )


def ac_parameters(power_w: float = 22_000.0, least_w: float = 1_000.0, *, both_ways: bool = False) -> ac.AC_ChargeParameterDiscoveryReq:
    plain = ac.AC_CPDReqEnergyTransferMode(ev_maximum_charge_power=rational(power_w), ev_minimum_charge_power=rational(least_w))
    mode = ac.BPT_AC_CPDReqEnergyTransferMode(
        ev_maximum_charge_power=plain.ev_maximum_charge_power, ev_minimum_charge_power=plain.ev_minimum_charge_power,
        ev_maximum_discharge_power=rational(-8_000.0), ev_minimum_discharge_power=ZERO,
    ) if both_ways else plain
    return ac.AC_ChargeParameterDiscoveryReq(header=HEADER, ac_cpd_req_energy_transfer_mode=mode)


def dc_parameters(*, both_ways: bool = False, **changes: float) -> dc.DC_ChargeParameterDiscoveryReq:
    """150 kW, 300 A, 450 V; `changes` by field name without the leading ev_."""
    told = {
        "maximum_charge_power": 150_000.0, "minimum_charge_power": 0.0, "maximum_charge_current": 300.0, "minimum_charge_current": 0.0,
        "maximum_voltage": 450.0, "minimum_voltage": 200.0,
    }
    if both_ways:
        told |= {
            "maximum_discharge_power": 30_000.0, "minimum_discharge_power": 0.0, "maximum_discharge_current": 80.0, "minimum_discharge_current": 0.0,
        }
    fields = {f"ev_{name}": rational(value) for name, value in (told | changes).items()}
    mode: Any = dc.BPT_DC_CPDReqEnergyTransferMode(**fields) if both_ways else dc.DC_CPDReqEnergyTransferMode(**fields)  # type: ignore[arg-type]
    return dc.DC_ChargeParameterDiscoveryReq(header=HEADER, dc_cpd_req_energy_transfer_mode=mode)


def schedules(control: str = "scheduled", points: int = 12, **fields: Any) -> common.ScheduleExchangeReq:
    if control == "scheduled":
        return common.ScheduleExchangeReq(
            header=HEADER, maximum_supporting_points=points, scheduled_se_req_control_mode=common.Scheduled_SEReqControlModeType(**fields),
        )
    energies: dict[str, Any] = dict.fromkeys(("ev_target_energy_request", "ev_maximum_energy_request", "ev_minimum_energy_request"), ZERO)
    told = {"departure_time": 7200} | energies | fields
    return common.ScheduleExchangeReq(
        header=HEADER, maximum_supporting_points=points, dynamic_se_req_control_mode=common.Dynamic_SEReqControlModeType(**told),
    )


def delivery(
    progress: Progress, processing: Processing = Processing.Finished, profile: common.EVPowerProfileType | None = None,
) -> common.PowerDeliveryReq:
    return common.PowerDeliveryReq(header=HEADER, ev_processing=processing, charge_progress=progress, ev_power_profile=profile)


def profile(*entries: tuple[int, float], tuple_id: int = 1, anchor: int = 0, acceptance: Any = None) -> common.EVPowerProfileType:
    """(duration in s, W) of Scheduled mode; 1 kW for a day where nothing is named."""
    return common.EVPowerProfileType(
        time_anchor=anchor,
        ev_power_profile_entries=common.EVPowerProfileEntryListType(ev_power_profile_entry=tuple(
            common.PowerScheduleEntryType(duration=duration, power=rational(power)) for duration, power in entries or ((86_400, 1_000.0),)
        )),
        scheduled_evppt_control_mode=common.Scheduled_EVPPTControlModeType(
            selected_schedule_tuple_id=tuple_id, power_tolerance_acceptance=acceptance,
        ),
    )


STOP = delivery(Progress.Stop)
STANDBY = delivery(Progress.Standby)
START_DYNAMIC = delivery(Progress.Start)


def start(config: Config) -> common.PowerDeliveryReq:
    """PowerDelivery(Start) in the control mode that the station prefers."""
    return delivery(Progress.Start, profile=profile()) if config.control == "scheduled" else START_DYNAMIC


def pre_charge(voltage_v: float = 400.0, processing: Processing = Processing.Finished) -> dc.DC_PreChargeReq:
    return dc.DC_PreChargeReq(header=HEADER, ev_processing=processing, ev_present_voltage=ZERO, ev_target_voltage=rational(voltage_v))


def welding(processing: Processing = Processing.Finished) -> dc.DC_WeldingDetectionReq:
    return dc.DC_WeldingDetectionReq(header=HEADER, ev_processing=processing)


def dc_loop(control: Any = None, *, volts: float = 400.0, amps: float = 100.0, meter: bool = False, display: Any = None) -> dc.DC_ChargeLoopReq:
    """Scheduled and one way unless another control block is given."""
    mode = control or dc.Scheduled_DC_CLReqControlMode(ev_target_current=rational(amps), ev_target_voltage=rational(volts))
    return dc.DC_ChargeLoopReq(
        header=HEADER, meter_info_requested=meter, ev_present_voltage=rational(volts), cl_req_control_mode=mode, display_parameters=display,
    )


def dc_dynamic(**changes: float) -> dc.Dynamic_DC_CLReqControlMode:
    return dc.Dynamic_DC_CLReqControlMode(**_dynamic(changes))


def dc_dynamic_both_ways(**changes: float) -> dc.BPT_Dynamic_DC_CLReqControlMode:
    back = {"maximum_discharge_power": 30_000.0, "minimum_discharge_power": 0.0, "maximum_discharge_current": 80.0}
    return dc.BPT_Dynamic_DC_CLReqControlMode(**_dynamic(back | changes))


def _dynamic(changes: dict[str, float]) -> dict[str, Any]:
    told = {
        "target_energy_request": 20_000.0, "maximum_energy_request": 30_000.0, "minimum_energy_request": 5_000.0, "maximum_charge_power": 150_000.0,
        "minimum_charge_power": 0.0, "maximum_charge_current": 300.0, "maximum_voltage": 450.0, "minimum_voltage": 200.0,
    }
    return {f"ev_{name}": rational(value) for name, value in (told | changes).items()}


def ac_loop(control: Any = None, *, meter: bool = False, display: Any = None) -> ac.AC_ChargeLoopReq:
    """Scheduled and one way unless another control block is given."""
    mode = control or ac.Scheduled_AC_CLReqControlMode(ev_present_active_power=rational(11_000.0))
    return ac.AC_ChargeLoopReq(header=HEADER, meter_info_requested=meter, cl_req_control_mode=mode, display_parameters=display)


def ac_dynamic(*, both_ways: bool = False) -> ac.Dynamic_AC_CLReqControlMode | ac.BPT_Dynamic_AC_CLReqControlMode:
    told: dict[str, Any] = dict.fromkeys((
        "ev_target_energy_request", "ev_maximum_energy_request", "ev_minimum_energy_request", "ev_minimum_charge_power", "ev_present_active_power",
        "ev_present_reactive_power",
    ), ZERO) | {"ev_maximum_charge_power": rational(22_000.0)}
    if not both_ways:
        return ac.Dynamic_AC_CLReqControlMode(**told)
    return ac.BPT_Dynamic_AC_CLReqControlMode(**told, ev_maximum_discharge_power=rational(8_000.0), ev_minimum_discharge_power=ZERO)


# ---- the way --------------------------------------------------------------------------------------------------------------------------

SERVICES = {"ac": 1, "dc": 2, "ac_bpt": 5, "dc_bpt": 6, "mcs": 8, "mcs_bpt": 9}

Step = Callable[[Bench20], object]


def _service(ev: Bench20) -> int:
    return SERVICES[ev.config.outlet.energy[0]]


def _both_ways(ev: Bench20) -> bool:
    return ev.config.outlet.energy[0].endswith("_bpt")


def loop(ev: Bench20) -> Any:
    """A loop request that suits the station's first energy mode and preferred control."""
    dynamic, both_ways = ev.config.control == "dynamic", _both_ways(ev)
    if ev.family == "iso20_ac":
        if dynamic:
            return ac_loop(ac_dynamic(both_ways=both_ways))
        return ac_loop(ac.BPT_Scheduled_AC_CLReqControlMode(ev_present_active_power=ZERO) if both_ways else None)
    if dynamic:
        return dc_loop(dc_dynamic_both_ways() if both_ways else dc_dynamic())
    both = dc.BPT_Scheduled_DC_CLReqControlMode(ev_target_current=rational(100.0), ev_target_voltage=rational(400.0))
    return dc_loop(both if both_ways else None)


COMMON: list[tuple[str, Step]] = [
    (states.SESSION_SETUP, Bench20.shake_hands),
    (states.AUTHORIZATION_SETUP, lambda ev: ev.ask(SESSION_SETUP, common.SessionSetupRes)),
    (states.AUTHORIZATION, lambda ev: ev.ask(AUTHORIZATION_SETUP, common.AuthorizationSetupRes)),
    (states.SERVICE_DISCOVERY, lambda ev: [ev.ask(EIM, common.AuthorizationRes), ev.ask(EIM, common.AuthorizationRes)]),
    (states.SERVICE_DETAIL, lambda ev: ev.ask(SERVICE_DISCOVERY, common.ServiceDiscoveryRes)),
    (states.SERVICE_SELECTION, lambda ev: ev.ask(detail(_service(ev)), common.ServiceDetailRes)),
]
AC_WAY: list[tuple[str, Step]] = [
    *COMMON,
    (states.AC_PARAMETERS, lambda ev: ev.ask(selection(_service(ev)), common.ServiceSelectionRes)),
    (states.SCHEDULES, lambda ev: ev.ask(ac_parameters(both_ways=_both_ways(ev)), ac.AC_ChargeParameterDiscoveryRes)),
    (states.AC_POWER_DELIVERY, lambda ev: ev.ask(schedules(ev.config.control), common.ScheduleExchangeRes)),
    (states.AC_LOOP, lambda ev: ev.ask(start(ev.config), common.PowerDeliveryRes)),
    (states.SESSION_STOP, lambda ev: [ev.ask(loop(ev), ac.AC_ChargeLoopRes), ev.ask(STOP, common.PowerDeliveryRes)]),
]
DC_WAY: list[tuple[str, Step]] = [
    *COMMON,
    (states.DC_PARAMETERS, lambda ev: ev.ask(selection(_service(ev)), common.ServiceSelectionRes)),
    (states.SCHEDULES, lambda ev: ev.ask(dc_parameters(both_ways=_both_ways(ev)), dc.DC_ChargeParameterDiscoveryRes)),
    (states.DC_CABLE_CHECK, lambda ev: ev.ask(schedules(ev.config.control), common.ScheduleExchangeRes)),
    (states.DC_CABLE_CHECKING, lambda ev: ev.ask(CABLE_CHECK, dc.DC_CableCheckRes)),
    (states.DC_PRE_CHARGE, lambda ev: ev.ask(CABLE_CHECK, dc.DC_CableCheckRes)),
    (states.DC_PRE_CHARGING, lambda ev: ev.ask(pre_charge(processing=Processing.Ongoing), dc.DC_PreChargeRes)),
    (states.DC_PRE_CHARGED, lambda ev: ev.ask(pre_charge(), dc.DC_PreChargeRes)),
    (states.DC_LOOP, lambda ev: ev.ask(start(ev.config), common.PowerDeliveryRes)),
    (states.DC_WELDING, lambda ev: [ev.ask(loop(ev), dc.DC_ChargeLoopRes), ev.ask(STOP, common.PowerDeliveryRes)]),
    (states.SESSION_STOP, lambda ev: ev.ask(welding(), dc.DC_WeldingDetectionRes)),
]
AC_STANDBY: list[tuple[str, Step]] = [*AC_WAY[:-1], (states.AC_STANDBY, lambda ev: ev.ask(STANDBY, common.PowerDeliveryRes))]
DC_STANDBY: list[tuple[str, Step]] = [*DC_WAY[:-2], (states.DC_STANDBY, lambda ev: ev.ask(STANDBY, common.PowerDeliveryRes))]
DC_STANDBY_UNTESTED: list[tuple[str, Step]] = [
    *DC_WAY[:9], (states.DC_STANDBY_UNTESTED, lambda ev: ev.ask(STANDBY, common.PowerDeliveryRes)),
]


def reach(bench: Bench20, state: str) -> Bench20:
    """Go through the session until `state`, the pilot and all else as it should be."""
    ways = (AC_WAY, AC_STANDBY) if bench.family == "iso20_ac" else (DC_WAY, DC_STANDBY, DC_STANDBY_UNTESTED)
    steps = next(way for way in ways if any(name == state for name, _ in way))
    names = [name for name, _ in steps]
    begun = names.index(bench.session.state) + 1 if bench.session.state in names else 0
    for reached, step in steps[begun:]:
        if bench.session.state == state:
            break
        step(bench)
        assert bench.session.state == reached, (bench.session.state, reached, bench.ended)
    assert bench.session.state == state
    return bench

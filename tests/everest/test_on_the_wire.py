"""What the commands of `ISO15118_charger` do to the messages that the car gets, in each protocol that has a place for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from secc.config import Config, Outlet, Tls
from secc.everest.mapping import COMMANDS
from secc.messages import din, iso2, iso20_ac, iso20_common, iso20_dc
from secc.security import pki
from secc.session.link import Link
from secc.session.trust import Trust
from secc.testing.contract_ev import Contract
from secc.testing.ev import Car, Ev
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20 import number
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.ev_pnc import PncEv
from secc.testing.pair import START_S, UNIX_S
from tests.everest.stand import Stand
from tests.everest.test_variables import SaeEv

CARS: dict[str, tuple[type[Ev], dict[str, Any]]] = {
    "din": (DinEv, {}), "iso2_dc": (Iso2Ev, {}), "iso2_ac": (Iso2Ev, {"energy": "ac"}), "iso20_dc": (Iso20DcEv, {}),
    "iso20_dc_bpt": (Iso20DcEv, {"bidirectional": True, "control": "dynamic"}), "iso20_ac": (Iso20AcEv, {"energy": "ac"}),
    "iso20_ac_bpt": (Iso20AcEv, {"energy": "ac", "bidirectional": True, "control": "dynamic"}),
}  # fmt: skip
MODES = {"din": "DC_extended", "iso2_dc": "DC_extended", "iso20_dc": "DC_extended", "iso20_dc_bpt": "DC_BPT", "iso2_ac": "AC_three_phase_core",
         "iso20_ac": "AC_three_phase_core", "iso20_ac_bpt": "AC_BPT"}  # fmt: skip
SUPPLY = {"bidirectional": True, "current_regulation_tolerance_A": 1, "peak_current_ripple_A": 2, "max_export_voltage_V": 920,
          "min_export_voltage_V": 200, "max_export_current_A": 300, "min_export_current_A": 1, "max_export_power_W": 150_000,
          "max_import_current_A": 30, "max_import_power_W": 12_000, "min_import_current_A": 2}  # fmt: skip
AC_PARAMETERS = {"nominal_frequency": 60, "nominal_voltage": 240, "connectors": ["SinglePhase", "ThreePhase"], "max_power_asymmetry": 4600,
                 "power_ramp_limitation": 10}  # fmt: skip
AC_MOST = {"charge_power": {"total": 11_520}, "discharge_power": {"total": 6_000}}
AC_LEAST = {"charge_power": {"total": 4_320}, "discharge_power": {"total": 300}}
DC_MOST = {"evse_maximum_current_limit": 80, "evse_maximum_power_limit": 30_000, "evse_maximum_voltage_limit": 800,
           "evse_maximum_discharge_current_limit": 15, "evse_maximum_discharge_power_limit": 4_000}  # fmt: skip
DC_LEAST = {"evse_minimum_current_limit": 3, "evse_minimum_power_limit": 500, "evse_minimum_voltage_limit": 210}
RECORD = {"timestamp": "2026-01-01T00:00:10Z", "meter_id": "METER-7", "energy_Wh_import": {"total": 1234}, "energy_Wh_export": {"total": 5}}

Commands = list[tuple[str, dict[str, Any]]]


def run(kind: str, tell: Commands, in_loop: Commands = [], *, fails: bool = False, turn: Callable[[Stand], object] = lambda _: None) -> Stand:  # noqa: B006
    """A session of this car with a station that has said `tell` before and says `in_loop` when the loop begins. `turn` makes it another one."""
    make, car = CARS[kind]
    protocol = "iso2" if kind.startswith("iso2_") else "_".join(kind.split("_")[:2])
    outlet = Outlet(energy=("ac",) if "ac" in kind else ("dc",), protocols=(protocol,), interface="lo")  # type: ignore[arg-type]
    link = Link(tls="1.3" if kind.startswith("iso20") else None, peer_chain=())
    stand = Stand(Config(outlet=outlet, tls=Tls(mode="optional", allow_insecure_20=True)), link=link)
    stand.pair.watch.enabled = False
    stand.tell("update_energy_transfer_modes", supported_energy_transfer_modes=[MODES[kind]])
    if "bpt" in kind:
        stand.tell("set_powersupply_capabilities", capabilities=SUPPLY)
        stand.tell("update_ac_maximum_limits", maximum_limits=AC_MOST)
    for command, arguments in tell:
        stand.tell(command, **arguments)

    def began(_: object) -> None:
        for command, arguments in in_loop:
            stand.peer.tell(command, **arguments)

    stand.peer.on("current_demand_started", began)
    turn(stand)
    ev = make(Car(protocols=(protocol,), charge_s=1.0, **car))
    stand.charge(ev)
    assert (ev.failure is not None) == fails, f"{ev.failure}\n{stand.pair.story()}"
    stand.close()
    return stand


def value(found: Any) -> float:
    """The number behind a physical value or rational."""
    return found.value * 10.0 ** (found.multiplier if hasattr(found, "multiplier") else found.exponent)


def last(stand: Stand, kind: Any) -> Any:
    return stand.sent(kind)[-1]


Look = Callable[[Stand], object]


def parameter(stand: Stand, name: str) -> object:
    """Of the first parameter set of ServiceDetailRes."""
    first = last(stand, iso20_common.ServiceDetailRes).service_parameter_list.parameter_set[0]
    return next((one.int_value for one in first.parameter if one.name == name), None)


def cpd_din(stand: Stand) -> Any:
    return last(stand, din.ChargeParameterDiscoveryRes).evse_charge_parameter


def cpd_iso2(stand: Stand) -> Any:
    return last(stand, iso2.ChargeParameterDiscoveryRes).evse_charge_parameter


def cpd_ac(stand: Stand) -> Any:
    return last(stand, iso20_ac.AC_ChargeParameterDiscoveryRes).ac_cpd_res_energy_transfer_mode


def cpd_dc(stand: Stand) -> Any:
    return last(stand, iso20_dc.DC_ChargeParameterDiscoveryRes).dc_cpd_res_energy_transfer_mode


def loop_ac(stand: Stand) -> Any:
    return last(stand, iso20_ac.AC_ChargeLoopRes).cl_res_control_mode


def loop_dc(stand: Stand) -> Any:
    return last(stand, iso20_dc.DC_ChargeLoopRes).cl_res_control_mode


ID = {"evse_id": "DE*XYZ*E9", "evse_id_din": "49ABCD"}
SETUP: Commands = [("setup", {"evse_id": ID, "sae_j2847_mode": "None", "debug_mode": False})]
PHYSICAL: Commands = [("set_charging_parameters", {"physical_values": {
    "dc_current_regulation_tolerance": 3, "dc_peak_current_ripple": 4, "dc_energy_to_be_delivered": 5_000, "ac_nominal_voltage": 240}})]  # fmt: skip
BPT: Commands = [("bpt_setup", {"bpt_config": {"bpt_channel": "Separated", "generator_mode": "GridForming", "grid_code_detection": "Passive"}})]
SUPPLIED: Commands = [("set_powersupply_capabilities", {"capabilities": SUPPLY})]
ALTERNATING: Commands = [("update_ac_maximum_limits", {"maximum_limits": AC_MOST}), ("update_ac_minimum_limits", {"minimum_limits": AC_LEAST}),
                         ("update_ac_parameters", {"ac_parameters": AC_PARAMETERS})]  # fmt: skip
AMPS: Commands = [*ALTERNATING, ("update_ac_max_current", {"max_current": 10})]
TARGET: Commands = [("update_ac_target_values", {"target_values": {
    "target_active_power": {"total": -3_000}, "target_reactive_power": {"total": 90, "L1": 20, "L2": 30, "L3": 40},
    "target_frequency": 59.9}})]  # fmt: skip
PHASED: Commands = [("update_ac_target_values", {"target_values": {
    "target_active_power": {"total": 3_600, "L1": 1_000, "L2": 1_200, "L3": 1_400}}})]  # fmt: skip
PRESENT: Commands = [("update_ac_present_power", {"present_power": {"total": 3_300, "L1": 1_000, "L2": 1_100, "L3": 1_200}})]
MOST: Commands = [("update_dc_maximum_limits", {"maximum_limits": DC_MOST})]
LEAST: Commands = [("update_dc_minimum_limits", {"minimum_limits": DC_LEAST})]
METER: Commands = [("update_meter_info", {"powermeter": RECORD})]
WARN: Commands = [("update_isolation_status", {"isolation_status": "Warning"})]
STOP: Commands = [("stop_charging", {"stop": True})]
PAUSE: Commands = [("pause_charging", {"pause": True})]
UTILITY: Commands = [("send_error", {"error": "Error_UtilityInterruptEvent"})]
CONTRACT: Commands = [("session_setup", {
    "payment_options": ["ExternalPayment", "Contract"], "supported_certificate_service": True,
    "central_contract_validation_allowed": False})]  # fmt: skip

EFFECTS: list[tuple[str, Commands, Commands, Look, object]] = [
    ("din", SETUP, [], lambda s: last(s, din.SessionSetupRes).evse_id.hex(), "49abcd"),
    ("iso2_dc", SETUP, [], lambda s: last(s, iso2.SessionSetupRes).evse_id, "DE*XYZ*E9"),
    ("iso20_dc", SETUP, [], lambda s: last(s, iso20_common.SessionSetupRes).evse_id, "DE*XYZ*E9"),
    ("din", PHYSICAL, [], lambda s: [value(cpd_din(s).evse_peak_current_ripple), value(cpd_din(s).evse_energy_to_be_delivered)], [4, 5_000]),
    ("iso2_dc", PHYSICAL, [], lambda s: [value(cpd_iso2(s).evse_current_regulation_tolerance), value(cpd_iso2(s).evse_peak_current_ripple)], [3, 4]),
    ("iso2_ac", PHYSICAL, [], lambda s: value(cpd_iso2(s).evse_nominal_voltage), 240),
    ("iso20_ac", PHYSICAL, [], lambda s: parameter(s, "EVSENominalVoltage"), 240),
    ("iso2_dc", CONTRACT, [], lambda s: [one.value for one in last(s, iso2.ServiceDiscoveryRes).payment_option_list.payment_option],
     ["ExternalPayment"]),  # without TLS
    ("iso20_dc", CONTRACT, [], lambda s: last(s, iso20_common.AuthorizationSetupRes).certificate_installation_service, True),
    ("iso20_dc_bpt", BPT, [], lambda s: [parameter(s, name) for name in ("BPTChannel", "GeneratorMode")], [2, 2]),
    ("iso20_ac_bpt", BPT, [], lambda s: [
        parameter(s, name) for name in ("BPTChannel", "GeneratorMode", "GridCodeIslandingDetectionMethod")], [2, 2, 2]),
    ("iso20_ac_bpt", BPT, [], lambda s: s.values("selected_service_parameters")[0]["generator_mode"], "GridForming"),
    ("din", SUPPLIED, [], lambda s: [value(cpd_din(s).evse_maximum_voltage_limit), value(cpd_din(s).evse_minimum_current_limit)], [920, 1]),
    ("iso2_dc", SUPPLIED, [], lambda s: [value(cpd_iso2(s).evse_maximum_current_limit), value(cpd_iso2(s).evse_minimum_voltage_limit)], [300, 200]),
    ("iso20_dc_bpt", SUPPLIED, [], lambda s: [number(cpd_dc(s).evse_maximum_discharge_power), number(cpd_dc(s).evse_minimum_discharge_current)],
     [12_000, 2]),
    ("iso20_ac_bpt", ALTERNATING, [], lambda s: [number(getattr(cpd_ac(s), name)) for name in (
        "evse_maximum_charge_power", "evse_minimum_charge_power", "evse_nominal_frequency", "maximum_power_asymmetry",
        "evse_power_ramp_limitation", "evse_maximum_discharge_power", "evse_minimum_discharge_power")],
     [11_520, 4_320, 60, 4_600, 10, 6_000, 300]),
    ("iso2_ac", ALTERNATING, [], lambda s: [value(cpd_iso2(s).evse_max_current), value(cpd_iso2(s).evse_nominal_voltage)], [16, 240]),
    ("iso2_ac", [], AMPS, lambda s: value(last(s, iso2.ChargingStatusRes).evse_max_current), 10),
    ("iso20_ac", [], AMPS, lambda s: number(loop_ac(s).evse_target_active_power), 6_900),
    ("iso20_ac_bpt", [], TARGET, lambda s: number(loop_ac(s).evse_target_active_power), -3_000),
    ("iso20_ac_bpt", [], TARGET, lambda s: [number(getattr(loop_ac(s), f"evse_target_reactive_power{phase}")) for phase in ("", "_l2", "_l3")],
     [20, 30, 40]),
    ("iso20_ac_bpt", [], TARGET, lambda s: round(number(last(s, iso20_ac.AC_ChargeLoopRes).evse_target_frequency), 3), 59.9),
    ("iso20_ac", [], PHASED, lambda s: [number(getattr(loop_ac(s), f"evse_target_active_power{phase}")) for phase in ("", "_l2", "_l3")],
     [1_000, 1_200, 1_400]),
    ("iso20_ac", [], PRESENT, lambda s: number(loop_ac(s).evse_present_active_power_l3), 1_200),
    ("din", MOST, [], lambda s: value(last(s, din.CurrentDemandRes).evse_maximum_current_limit), 80),
    ("iso2_dc", [], MOST, lambda s: value(last(s, iso2.CurrentDemandRes).evse_maximum_power_limit), 30_000),
    ("iso20_dc_bpt", [], MOST, lambda s: [
        number(loop_dc(s).evse_maximum_charge_power), number(loop_dc(s).evse_maximum_discharge_power),
        number(loop_dc(s).evse_maximum_discharge_current)], [30_000, 4_000, 15]),
    ("din", LEAST, [], lambda s: [value(cpd_din(s).evse_minimum_voltage_limit), value(cpd_din(s).evse_minimum_current_limit)], [210, 3]),
    ("iso2_dc", LEAST, [], lambda s: [value(cpd_iso2(s).evse_minimum_voltage_limit), value(cpd_iso2(s).evse_minimum_current_limit)], [210, 3]),
    ("iso20_dc", LEAST, [], lambda s: [number(cpd_dc(s).evse_minimum_charge_power), number(loop_dc(s).evse_minimum_charge_power)], [500, 500]),
    ("iso20_dc", [], LEAST, lambda s: number(loop_dc(s).evse_minimum_charge_power), 500),
    ("iso20_dc", METER, [], lambda s: number(last(s, iso20_dc.DC_ChargeLoopRes).evse_present_voltage), 390),  # as the station measures
    ("iso2_dc", [], METER, lambda s: [last(s, iso2.CurrentDemandRes).meter_info.meter_id, last(s, iso2.CurrentDemandRes).meter_info.meter_reading],
     ["METER-7", 1234]),
    ("iso20_ac", [], METER, lambda s: last(s, iso20_ac.AC_ChargeLoopRes).meter_info.meter_id, "METER-7"),
    ("din", [], WARN, lambda s: last(s, din.CurrentDemandRes).dc_evse_status.evse_isolation_status, din.isolationLevelType.Warning),
    ("iso2_dc", [], WARN, lambda s: last(s, iso2.CurrentDemandRes).dc_evse_status.evse_isolation_status, iso2.isolationLevelType.Warning),
    ("iso2_dc", [], STOP, lambda s: last(s, iso2.CurrentDemandRes).dc_evse_status.evse_notification, iso2.EVSENotificationType.StopCharging),
    ("din", [], STOP, lambda s: last(s, din.CurrentDemandRes).dc_evse_status.evse_status_code, din.DC_EVSEStatusCodeType.EVSE_Shutdown),
    ("iso20_ac", [], STOP, lambda s: str(last(s, iso20_ac.AC_ChargeLoopRes).evse_status.evse_notification), "Terminate"),
    ("iso20_dc", [], PAUSE, lambda s: str(last(s, iso20_dc.DC_ChargeLoopRes).evse_status.evse_notification), "Pause"),
    ("iso2_dc", [], PAUSE, lambda s: value(last(s, iso2.CurrentDemandRes).evse_maximum_current_limit), 0),
    ("iso2_dc", [], UTILITY, lambda s: str(last(s, iso2.CurrentDemandRes).dc_evse_status.evse_status_code), "EVSE_UtilityInterruptEvent"),
    ("iso2_dc", [*UTILITY, ("reset_error", {})], [], lambda s: str(last(s, iso2.CurrentDemandRes).dc_evse_status.evse_status_code), "EVSE_Ready"),
]  # fmt: skip


BACK = {"evse_maximum_current_limit": 0, "evse_maximum_power_limit": 0, "evse_maximum_voltage_limit": 800,
        "evse_maximum_discharge_current_limit": 15, "evse_maximum_discharge_power_limit": 3_800}  # fmt: skip


def test_a_station_that_only_takes_draws_power_from_a_car_in_dynamic_control():
    stand = run("iso20_dc_bpt", [], [("update_dc_maximum_limits", {"maximum_limits": BACK})])
    presents = [number(one.evse_present_current) for one in stand.sent(iso20_dc.DC_ChargeLoopRes)]
    assert presents[-1] < 0
    story = [name for name, _ in stand.said if name in ("dc_ev_target_voltage_current", "d20_dc_dynamic_charge_mode")]
    assert story[-3:] == ["d20_dc_dynamic_charge_mode"] * 3  # a target of less than -2 A cannot be told


def test_negative_limits_of_sae_j2847_2_reach_the_car_as_they_are():
    outlet = Outlet(energy=("dc",), protocols=("iso2",), interface="lo")
    stand = Stand(Config(outlet=outlet), sae="V2G")
    stand.tell("set_powersupply_capabilities", capabilities=SUPPLY)
    negative = {"evse_maximum_current_limit": -20, "evse_maximum_power_limit": -8_000, "evse_maximum_voltage_limit": 800}
    stand.peer.on("current_demand_started", lambda _: stand.peer.tell("update_dc_maximum_limits", maximum_limits=negative))
    assert stand.charge(SaeEv(Car(charge_s=1.0))).failure is None
    said = last(stand, iso2.CurrentDemandRes)
    assert (value(said.evse_maximum_current_limit), value(said.evse_maximum_power_limit)) == (-20, -8_000)
    stand.tell("update_dc_maximum_limits", maximum_limits=DC_MOST)
    assert stand.charge(SaeEv(Car(charge_s=1.0))).failure is None
    stand.close()


@pytest.mark.parametrize(("kind", "before", "in_loop", "look", "expected"), EFFECTS, ids=[
    f"{kind}-{(in_loop or before)[-1][0]}-{number}" for number, (kind, before, in_loop, _, _) in enumerate(EFFECTS)])  # fmt: skip
def test_a_command_reaches_the_car(kind: str, before: Commands, in_loop: Commands, look: Look, expected: object):
    assert look(run(kind, before, in_loop)) == expected


def test_a_warning_of_insulation_ends_when_it_is_good_again():
    again: Commands = [*WARN, ("update_isolation_status", {"isolation_status": "Valid"})]
    assert last(run("iso2_dc", [], again), iso2.CurrentDemandRes).dc_evse_status.evse_isolation_status is iso2.isolationLevelType.Valid


def test_a_pause_for_lack_of_energy_before_the_cable_check_is_ongoing_until_there_is_some():
    def later(stand: Stand) -> None:
        stand.pair.clock.call_later(3.0, lambda: stand.peer.tell("update_dc_maximum_limits", maximum_limits=DC_MOST))

    pause: Commands = [("no_energy_pause_charging", {"mode": "PauseBeforeCableCheck"})]
    answers = run("iso2_dc", pause, turn=later).sent(iso2.ChargeParameterDiscoveryRes)
    assert [answer.evse_processing.value for answer in (answers[0], answers[-1])] == ["Ongoing", "Finished"]


def test_a_pause_for_lack_of_energy_in_the_loop_is_a_limit_of_zero_until_there_is_some():
    def later(stand: Stand) -> None:
        again = lambda _: stand.pair.clock.call_later(0.5, lambda: stand.peer.tell("update_dc_maximum_limits", maximum_limits=DC_MOST))  # noqa: E731
        stand.peer.on("current_demand_started", again)

    answers = run("iso2_dc", [], [("no_energy_pause_charging", {"mode": "PauseAfterPrecharge"})], turn=later).sent(iso2.CurrentDemandRes)
    limits = [value(answer.evse_maximum_current_limit) for answer in answers]
    assert 0 in limits
    assert limits[-1] == 80


@pytest.mark.parametrize(("kind", "response"), [("din", din.CableCheckRes), ("iso2_dc", iso2.CableCheckRes), ("iso20_dc", iso20_dc.DC_CableCheckRes)])
@pytest.mark.parametrize("isolation", ["Fault", "No_IMD", "passed but not finished"])
def test_a_failed_insulation_test_and_a_station_without_monitor_end_it(kind: str, response: Any, isolation: str):
    def unsound(stand: Stand) -> None:
        def check(_: None) -> None:
            if isolation in ("Fault", "No_IMD"):
                stand.peer.tell("update_isolation_status", isolation_status=isolation)
            stand.peer.tell("cable_check_finished", status=isolation in ("No_IMD",))

        stand._on_start_cable_check = check  # type: ignore[method-assign]

    assert str(last(run(kind, [], fails=True, turn=unsound), response).response_code) == "FAILED"


@pytest.mark.parametrize(("kind", "response", "code"), [
    ("din", din.ContractAuthenticationRes, "OK"), ("iso2_ac", iso2.AuthorizationRes, "FAILED"),
    ("iso20_ac", iso20_common.AuthorizationRes, "WARNING_EIMAuthorizationFailure"),
])  # fmt: skip
def test_who_may_not_charge_is_told_so(kind: str, response: Any, code: str):
    def rejecting(stand: Stand) -> None:
        stand._on_require_auth_eim = lambda _: stand.peer.tell(  # type: ignore[method-assign]
            "authorization_response", authorization_status="Blocked", certificate_status="NoCertificateAvailable")  # fmt: skip

    assert str(last(run(kind, [], fails=True, turn=rejecting), response).response_code) == code


@pytest.mark.parametrize("kind", ["din", "iso2_dc", "iso2_ac"])
def test_after_a_card_that_is_rejected_another_one_counts(kind: str):
    def two_cards(stand: Stand) -> None:
        def answer(status: str) -> None:
            stand.peer.tell("authorization_response", authorization_status=status, certificate_status="NoCertificateAvailable")

        def asked(_: None) -> None:
            answer("Invalid")
            stand.pair.clock.call_later(3.0, answer, "Accepted")

        stand._on_require_auth_eim = asked  # type: ignore[method-assign]

    assert "current_demand_started" in run(kind, [], turn=two_cards).names


@pytest.mark.parametrize(("kind", "response"), [("iso2_ac", iso2.PowerDeliveryRes), ("iso20_ac", iso20_common.PowerDeliveryRes)])
def test_a_contactor_that_stays_open_is_told_so(kind: str, response: Any):
    def stuck(stand: Stand) -> None:
        stand._on_ac_close_contactor = lambda _: None  # type: ignore[method-assign]

    assert str(last(run(kind, [], fails=True, turn=stuck), response).response_code) == "FAILED_ContactorError"


def test_a_protocol_that_is_switched_off_is_not_chosen():
    off: Commands = [("update_supported_app_protocols", {"supported_app_protocols": {"app_protocols": ["ISO15118D20"]}})]
    stand = run("iso20_dc", off)
    assert stand.values("selected_protocol") == ["ISO15118-20:DC"]
    outlet = Outlet(energy=("dc",), protocols=("din", "iso2"), interface="lo")
    stand = Stand(Config(outlet=outlet))
    assert stand.tell("update_supported_app_protocols", supported_app_protocols={"app_protocols": ["DIN70121"]}) is True
    stand.tell("session_setup", payment_options=["ExternalPayment"], supported_certificate_service=False,
               central_contract_validation_allowed=False)  # fmt: skip
    ev = stand.charge(Iso2Ev(Car(protocols=("iso2",))))
    assert ev.failure is not None
    assert stand.charge(DinEv(Car(protocols=("din",), charge_s=0.5))).failure is None
    stand.close()


def test_receipts_are_asked_for_where_the_station_wants_them():
    keys = pki.create("secp256r1", datetime.fromtimestamp(START_S + UNIX_S, UTC))
    outlet = Outlet(energy=("dc",), protocols=("iso2",), payment=("contract",), interface="lo")
    stand = Stand(Config(outlet=outlet, tls=Tls(mode="optional")), link=Link(tls="1.2"), trust=Trust(stores=keys.stores()))
    stand.tell("receipt_is_required", receipt_required=True)
    stand.tell("update_meter_info", powermeter=RECORD)
    ev = PncEv(Car(charge_s=1.0), Contract.of(keys))
    assert stand.charge(ev).failure is None
    assert ev.receipts == 1
    stand.close()


ELSEWHERE = {
    "authorization_response", "cable_check_finished", "ac_contactor_closed", "no_energy_pause_charging", "receipt_is_required",
    "update_supported_app_protocols", "update_isolation_status", "update_energy_transfer_modes", "update_dc_present_values",
}
"""Tested by functions of their own here, or by the station of every session."""
NETWORK = {"dlink_ready"}
"""Tested in test_charger_module: it is about discovery."""


def test_no_command_is_left_out():
    tested = {command for _, before, in_loop, _, _ in EFFECTS for command, _ in (*before, *in_loop)}
    assert tested | ELSEWHERE | NETWORK == {row.name for row in COMMANDS}

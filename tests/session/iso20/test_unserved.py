"""Twin of secc.session.iso20.unserved: every request of a set that no row serves gets its own response, and it fails."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from secc import messages
from secc.messages import iso20_ac_der_iec as iec
from secc.messages import iso20_ac_der_sae as sae
from secc.messages import iso20_acdp as acdp
from secc.messages import iso20_dc, iso20_wpt
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import events
from secc.session.iso20 import STREAMS, states
from secc.session.iso20.unserved import least, refusals
from secc.session.iso20.values import HEADER, ZERO
from secc.session.table import MAIN

from .steps import AC, DC, DC_WAY, Bench20, pre_charge, reach

MODULES: dict[str, Any] = {"iso20_acdp": acdp, "iso20_wpt": iso20_wpt, "iso20_ac_der_iec": iec, "iso20_ac_der_sae": sae}
MESSAGES = [getattr(module, name) for module in (acdp, iso20_wpt) for name in module.__all__ if name.endswith("Req")]
PLACES = [(AC, states.SESSION_SETUP), (AC, states.AC_LOOP), (DC, states.SERVICE_SELECTION), (DC, states.DC_LOOP)]
PARAMETERS = ("AC_CPDReqEnergyTransferMode", "BPT_AC_CPDReqEnergyTransferMode", "DER_AC_CPDReqEnergyTransferMode")
LOOPS = tuple(f"{kind}{control}_AC_CLReqControlMode" for kind in ("", "BPT_", "DER_") for control in ("Scheduled", "Dynamic"))
ORDER = [(name, mode) for name in ("iso20_ac_der_iec", "iso20_ac_der_sae") for mode in (*PARAMETERS, *LOOPS)]


def der_request(name: str, mode: str) -> Any:
    """The AC message that carries this block, in the set of AC DER."""
    module = MODULES[name]
    return least(module.AC_ChargeLoopReq if "_CL" in mode else module.AC_ChargeParameterDiscoveryReq, {mode})


def ended(ev: Bench20) -> str:
    """Why the session is over: with power off, and nobody answers any more."""
    assert ev.session.closing
    assert not ev.watch.closed
    assert isinstance(ev.ended, events.SessionEnded)
    ev.feed(ev.frame(pre_charge()))
    assert ev.payloads() == []
    return ev.ended.reason


def test_the_sets_that_are_not_served_are_whole() -> None:
    unserved = {number: stream.set_name for number, stream in STREAMS.items() if stream.refusals}
    assert unserved == {0x8005: "iso20_acdp", 0x8006: "iso20_wpt", 0x8010: "iso20_ac_der_iec", 0x8011: "iso20_ac_der_sae", 0x8103: "iso20_acdp"}
    for name, module in MODULES.items():
        assert set(refusals(name)) == {getattr(module, item) for item in dir(module) if item.endswith("Req")}
    assert {kind.__name__ for kind in MESSAGES} >= {"ACDP_SystemStatusReq", "WPT_ChargeLoopReq"}
    assert len(MESSAGES) == 10


@pytest.mark.parametrize(("config", "state"), PLACES, ids=[state for _, state in PLACES])
@pytest.mark.parametrize("kind", MESSAGES, ids=[kind.__name__ for kind in MESSAGES])
def test_a_request_of_acdp_or_wpt_gets_its_response_and_ends_the_session(config: Any, state: str, kind: type) -> None:
    ev = reach(Bench20(config), state)
    name = kind.__module__.rpartition(".")[2]
    response = getattr(MODULES[name], kind.__name__.removesuffix("Req") + "Res")
    payload_type = 0x8103 if kind is acdp.ACDP_SystemStatusReq else 0x8005 if name == "iso20_acdp" else 0x8006
    answer = ev.aside(least(kind), response, payload_type)
    assert answer.response_code is Code.FAILED_SequenceError
    assert ended(ev) == "FAILED_SequenceError"


@pytest.mark.parametrize(("name", "mode"), ORDER, ids=[" ".join(pair) for pair in ORDER])
def test_a_request_of_ac_der_gets_a_block_of_its_own_kind(name: str, mode: str) -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    request = der_request(name, mode)
    response = getattr(MODULES[name], type(request).__name__.replace("Req", "Res"))
    answer: Any = ev.ask(request, response)
    assert answer.response_code is Code.FAILED_SequenceError
    block = answer.cl_res_control_mode if "_CL" in mode else answer.ac_cpd_res_energy_transfer_mode
    assert type(block).__name__ == mode.replace("Req", "Res")
    assert ended(ev) == "FAILED_SequenceError"


def test_a_control_mode_that_is_none_is_refused_as_well() -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    request = iec.AC_ChargeLoopReq(header=HEADER, meter_info_requested=False, cl_req_control_mode=iec.CLReqControlMode())
    assert ev.ask(request, iec.AC_ChargeLoopRes).response_code is Code.FAILED_SequenceError


@pytest.mark.parametrize("state", [state for state, _ in DC_WAY][1:])
def test_a_foreign_session_id_is_the_stronger_statement(state: str) -> None:
    ev = reach(Bench20(DC), state)
    stored = ev.session_id
    answer = ev.ask(least(acdp.ACDP_ConnectReq), acdp.ACDP_ConnectRes, session_id=bytes([stored[0] ^ 1]) + stored[1:])
    assert answer.response_code is Code.FAILED_UnknownSession
    assert ended(ev) == "FAILED_UnknownSession"


def test_the_content_of_a_refusal_promises_nothing() -> None:
    ev = reach(Bench20(DC), states.DC_PRE_CHARGE)
    request = acdp.ACDP_VehiclePositioningReq(header=HEADER, ev_mobility_status=False, ev_positioning_support=True)
    answer = ev.ask(request, acdp.ACDP_VehiclePositioningRes)
    assert (answer.evse_processing, answer.ev_in_charge_position, answer.evse_positioning_support) == (Processing.Finished, False, False)
    assert (answer.ev_relative_x_deviation, answer.contact_window_xc) == (0, 0)
    ev = reach(Bench20(DC), states.DC_PRE_CHARGE)
    status = ev.aside(least(acdp.ACDP_SystemStatusReq), acdp.ACDP_SystemStatusRes, 0x8103)
    assert status.evse_isolation_status is acdp.isolationStatusType.Invalid
    assert status.evse_mechanical_charging_device_status is acdp.mechanicalChargingDeviceStatusType.Home
    assert not status.evse_ready_to_charge
    ev = reach(Bench20(DC), states.DC_PRE_CHARGE)
    setup = ev.ask(least(iso20_wpt.WPT_FinePositioningSetupReq), iso20_wpt.WPT_FinePositioningSetupRes)
    assert setup.primary_device_pairing_method_list.wpt_pairing_method == (iso20_wpt.WPT_PairingMethodType.Proprietary,)


def test_a_grid_code_in_a_refusal_permits_nothing() -> None:
    ev = reach(Bench20(AC), states.AC_PARAMETERS)
    mode = ev.ask(der_request("iso20_ac_der_sae", PARAMETERS[-1]), sae.AC_ChargeParameterDiscoveryRes).ac_cpd_res_energy_transfer_mode
    assert isinstance(mode, sae.DER_AC_CPDResEnergyTransferMode)
    assert mode.evse_maximum_charge_power == mode.evse_maximum_discharge_power == ZERO
    grid = mode.der_control_cpd_res
    assert not grid.enter_service_cpd_res.permit_service
    assert not grid.voltage_trip.over_voltage_must_trip_curve.enable
    assert len(grid.voltage_trip.over_voltage_must_trip_curve.curve_data_points.curve_data_point) == 2


def test_what_is_no_request_of_the_set_ends_the_session_without_an_answer() -> None:
    response = refusals("iso20_acdp")[acdp.ACDP_ConnectReq](least(acdp.ACDP_ConnectReq), Code.FAILED, None)  # type: ignore[arg-type]
    for payload in (messages.encode("iso20_acdp", response), b"\xff\xff\xff\xff"):
        ev = reach(Bench20(DC), states.SCHEDULES)
        ev.feed(bytes.fromhex("01fe8005") + len(payload).to_bytes(4, "big") + payload)
        assert ev.payloads() == []
        assert ended(ev) in ("no_request", "undecodable")


def test_the_side_stream_of_acdp_is_not_the_main_one() -> None:
    assert STREAMS[0x8103].name not in (MAIN, STREAMS[0x8101].name, STREAMS[0x8102].name, STREAMS[0x8104].name)


def test_a_set_is_not_loaded_before_its_first_frame() -> None:
    script = (
        "import sys; from secc import messages; from secc.session import protocols; protocols.prepare(('iso20_ac', 'iso20_dc'));"
        "print(sorted(messages.GRAMMARS), [name for name in sys.modules if name.endswith(('acdp', 'wpt', 'iec', 'sae'))])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60).stdout
    assert told == "['iso20_ac', 'iso20_common', 'iso20_dc', 'sap'] []\n"


def test_messages_of_dc_in_an_ac_session_are_refused_as_well() -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    assert ev.ask(pre_charge(), iso20_dc.DC_PreChargeRes).response_code is Code.FAILED_SequenceError

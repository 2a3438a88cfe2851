"""`ISO15118_charger` at the charger door: every command, every variable, in any order."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable

import pytest

from secc.config import Config, Outlet
from secc.everest.bus import MemoryBus
from secc.everest.charger import EverestCharger
from secc.everest.charger_variables import mac
from secc.everest.contract import Contract
from secc.everest.mapping import COMMANDS, VARIABLES
from secc.everest.module import Module, Peer
from secc.session import commands, events
from secc.session.commands import Command
from tests.everest.bus.test_seam import until
from tests.everest.contract.values import example

CONTRACT = Contract.shipped()
SUPPLY = {"bidirectional": False, "current_regulation_tolerance_A": 1, "peak_current_ripple_A": 2, "max_export_voltage_V": 920,
          "min_export_voltage_V": 200, "max_export_current_A": 300, "min_export_current_A": 0, "max_export_power_W": 150_000}  # fmt: skip


class Desk:
    """A charger module, what it pushed into the session, what it published."""

    def __init__(self) -> None:
        self.bus = MemoryBus()
        config = Config(outlet=Outlet(energy=("dc", "ac"), interface="lo"))
        self.charger = EverestCharger(Module("iso", self.bus), config)
        self.pushed: list[Command] = []
        self.charger.outlet = self
        self.charging = False
        self.links: list[bool] = []
        self.charger.link = self.links.append
        self.said: list[tuple[str, object]] = []
        user = Module("evse", self.bus)
        self.peer: Peer = user.use("iso", "charger", "ISO15118_charger")
        self.extensions: Peer = user.use("iso", "extensions", "iso15118_extensions")
        for peer in (self.peer, self.extensions):
            for name in peer.interface.variables:
                peer.on(name, lambda value, name=name: self.said.append((name, value)))

    def push(self, command: Command) -> None:
        self.pushed.append(command)

    async def event(self, event: events.Event) -> list[str]:
        """Names of what is published because of it."""
        before = len(self.said)
        await self.charger.on_event(event)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return [name for name, _ in self.said[before:]]

    def value(self, name: str) -> object:
        return dict(self.said)[name]

    def last(self, kind: type[Command]) -> Command:
        return [command for command in self.pushed if isinstance(command, kind)][-1]


def run(test: Callable[[Desk], object]) -> None:
    async def body() -> None:
        await test(Desk())

    asyncio.run(body())


def test_the_tables_hold_exactly_the_interfaces_commands_and_variables():
    interface = CONTRACT.interface("ISO15118_charger")
    assert sorted(row.name for row in COMMANDS) == sorted(interface.commands)
    assert sorted(row.name for row in VARIABLES) == sorted(interface.variables)


def test_every_command_is_answered_in_any_order_before_any_session():
    async def test(desk: Desk) -> None:
        rng = random.Random(1)
        interface = CONTRACT.interface("ISO15118_charger")
        for _ in range(10):
            names = list(interface.commands)
            rng.shuffle(names)
            for name in names:
                declared = interface.commands[name]
                good = {a: example(CONTRACT, s, rng, full=rng.random() < 0.5) for a, s in declared.schemas.items()}
                declared.check_result(await desk.peer.call(name, good))

    run(test)


def test_settings_of_the_next_session_follow_the_commands():
    async def test(desk: Desk) -> None:
        assert not desk.charger.known.ready
        call = desk.peer.call
        await call("update_energy_transfer_modes", {"supported_energy_transfer_modes": ["DC_extended", "DC_BPT"]})
        await call("session_setup", {"payment_options": ["ExternalPayment", "Contract"], "supported_certificate_service": False,
                                     "central_contract_validation_allowed": True})  # fmt: skip
        await call("setup", {"evse_id": {"evse_id": "DE*ABC*E1", "evse_id_din": "49A89B"}, "sae_j2847_mode": "None", "debug_mode": False})
        await call("set_powersupply_capabilities", {"capabilities": SUPPLY})
        physical = {"dc_current_regulation_tolerance": 3, "dc_peak_current_ripple": 4, "dc_energy_to_be_delivered": 5}
        await call("set_charging_parameters", {"physical_values": physical})
        await call("receipt_is_required", {"receipt_required": True})
        assert not desk.charger.known.ready
        limits = {"evse_maximum_current_limit": 200, "evse_maximum_power_limit": 50_000, "evse_maximum_voltage_limit": 900}
        await call("update_dc_maximum_limits", {"maximum_limits": limits})
        assert desk.charger.known.ready
        outlet = desk.charger.known.config.outlet
        assert (outlet.evse_id, outlet.din_evse_id, outlet.energy, outlet.payment) == ("DE*ABC*E1", "0x49A89B", ("dc", "dc_bpt"), ("eim",))
        assert (outlet.dc.max_voltage_v, outlet.dc.regulation_tolerance_a, outlet.dc.peak_ripple_a) == (920, 3, 4)
        assert (outlet.dc.energy_to_deliver_wh, outlet.receipts_every_s, outlet.central_contract_validation) == (5, 300.0, True)
        assert desk.last(commands.LimitsChanged).dc.max_power_w == 50_000
        assert desk.last(commands.PowerAvailable).available
        assert await call("update_supported_app_protocols", {"supported_app_protocols": {"app_protocols": ["DIN70121"]}}) is True
        assert desk.charger.known.config.outlet.protocols == ("din",)
        assert await call("update_supported_app_protocols", {"supported_app_protocols": {"app_protocols": []}}) is False

    run(test)


def test_what_a_session_needs_now_is_pushed_in_si_units():
    async def test(desk: Desk) -> None:
        call = desk.peer.call
        await call("update_dc_present_values", {"present_voltage_current": {"evse_present_voltage": 401.5, "evse_present_current": 12}})
        assert desk.last(commands.Measured) == commands.Measured(voltage_v=401.5, current_a=12)
        await call("update_ac_max_current", {"max_current": 16})
        assert desk.last(commands.LimitsChanged).ac.max_current_a == 16
        parameters = {"nominal_frequency": 60, "nominal_voltage": 240, "connectors": ["SinglePhase"]}
        await call("update_ac_parameters", {"ac_parameters": parameters})
        await call("update_ac_maximum_limits", {"maximum_limits": {"charge_power": {"total": 9600}, "discharge_power": {"total": 4800}}})
        await call("update_ac_minimum_limits", {"minimum_limits": {"charge_power": {"total": 1440}}})
        ac = desk.last(commands.LimitsChanged).ac
        assert (ac.nominal_voltage_v, ac.frequency_hz, ac.phases, ac.min_current_a, ac.max_discharge_power_w) == (240, 60, 1, 6, 4800)
        await call("update_ac_target_values", {"target_values": {"target_active_power": {"total": -3000}, "target_reactive_power": {"total": 5}}})
        assert desk.last(commands.Setpoint) == commands.Setpoint(power_w=-3000, reactive_var=5)
        await call("update_ac_present_power", {"present_power": {"total": 6, "L1": 1, "L2": 2, "L3": 3}})
        assert desk.last(commands.Measured).power_w == (1, 2, 3)
        record = {"timestamp": "2026-01-01T00:00:10Z", "meter_id": "M", "energy_Wh_import": {"total": 1234.5}}
        await call("update_meter_info", {"powermeter": record})
        assert desk.last(commands.MeterRead) == commands.MeterRead(meter_id="M", energy_wh=1234.5, time_s=1_767_225_610)
        sae = {"evse_maximum_current_limit": -20, "evse_maximum_power_limit": -8000, "evse_maximum_voltage_limit": 500}
        await call("update_dc_maximum_limits", {"maximum_limits": sae})
        dc = desk.last(commands.LimitsChanged).dc
        assert (dc.max_current_a, dc.max_discharge_current_a, dc.max_discharge_power_w) == (0, 20, 8000)

    run(test)


def test_stop_pause_and_errors_become_commands():
    async def test(desk: Desk) -> None:
        call = desk.peer.call
        await call("stop_charging", {"stop": False})
        assert not any(isinstance(command, commands.Stop) for command in desk.pushed)
        await call("stop_charging", {"stop": True})
        assert desk.last(commands.Stop).reason == "evse"
        await call("pause_charging", {"pause": True})
        await call("pause_charging", {"pause": False})
        assert isinstance(desk.pushed[-2], commands.Pause)
        assert isinstance(desk.pushed[-1], commands.Resume)
        await call("no_energy_pause_charging", {"mode": "PauseBeforeCableCheck"})
        assert desk.last(commands.PowerAvailable).available is False
        for error, fault in (("Error_RCD", "rcd"), ("Error_UtilityInterruptEvent", "utility_interrupt"), ("Error_Malfunction", "malfunction")):
            await call("send_error", {"error": error})
            assert desk.last(commands.FaultRaised).fault == fault
        await call("send_error", {"error": "Error_EmergencyShutdown"})
        assert isinstance(desk.pushed[-1], commands.EmergencyStop)
        await call("update_isolation_status", {"isolation_status": "Fault"})
        assert desk.last(commands.FaultRaised).fault == "isolation"
        await call("reset_error", {})
        assert {command.fault for command in desk.pushed if isinstance(command, commands.FaultCleared)} == {
            "rcd", "utility_interrupt", "malfunction", "isolation"}  # fmt: skip
        await call("dlink_ready", {"value": True})
        assert desk.links == [True]

    run(test)


def test_amps_follow_from_watts_whichever_is_told_first():
    told = [
        ("update_ac_maximum_limits", {"maximum_limits": {"charge_power": {"total": 7360}}}),
        ("update_ac_minimum_limits", {"minimum_limits": {"charge_power": {"total": 1380}}}),
        ("update_ac_parameters", {"ac_parameters": {"nominal_frequency": 50, "nominal_voltage": 230, "connectors": ["SinglePhase"]}}),
        ("update_energy_transfer_modes", {"supported_energy_transfer_modes": ["AC_single_phase_core"]}),
    ]  # fmt: skip

    async def test(desk: Desk) -> None:
        for order in itertools.permutations(told):
            desk = Desk()
            for command, arguments in order:
                await desk.peer.call(command, arguments)
            ac = desk.charger.known.config.outlet.ac
            assert (ac.max_current_a, ac.min_current_a, ac.phases) == (32, 6, 1), order

    run(test)


def test_nothing_is_divided_by_a_voltage_or_frequency_of_zero():
    async def test(desk: Desk) -> None:
        parameters = {"nominal_frequency": 0, "nominal_voltage": 0, "connectors": ["ThreePhase"]}
        await desk.peer.call("update_ac_parameters", {"ac_parameters": parameters})
        await desk.peer.call("set_charging_parameters", {"physical_values": {"ac_nominal_voltage": 0}})
        await desk.peer.call("update_ac_maximum_limits", {"maximum_limits": {"charge_power": {"total": 22_080}}})
        ac = desk.charger.known.config.outlet.ac
        assert (ac.nominal_voltage_v, ac.frequency_hz, ac.max_current_a) == (230, 50, 32)

    run(test)


def test_set_points_replace_the_limit_in_amps_until_the_car_has_gone():
    async def test(desk: Desk) -> None:
        call = desk.peer.call
        await call("update_ac_maximum_limits", {"maximum_limits": {"charge_power": {"total": 22_080}}})
        await call("update_ac_max_current", {"max_current": 0})
        assert desk.last(commands.LimitsChanged).ac.max_current_a == 0
        await call("update_ac_target_values", {"target_values": {"target_active_power": {"total": 6900, "L1": 2300, "L2": 2300, "L3": 2300}}})
        assert desk.last(commands.LimitsChanged).ac.max_current_a == 32
        assert desk.last(commands.Setpoint) == commands.Setpoint(power_w=6900, phases_w=(2300, 2300, 2300))
        await call("dlink_ready", {"value": False})
        assert desk.last(commands.LimitsChanged).ac.max_current_a == 0
        assert desk.last(commands.Setpoint) == commands.Setpoint()

    run(test)


def test_a_pause_for_lack_of_energy_ends_when_there_is_some_unless_somebody_has_paused():
    async def test(desk: Desk) -> None:
        call = desk.peer.call
        nothing, some = (
            {"maximum_limits": {"evse_maximum_current_limit": 100, "evse_maximum_power_limit": watts, "evse_maximum_voltage_limit": 900}}
            for watts in (0, 50_000)
        )
        for paused in (False, True):
            desk.pushed.clear()
            await call("pause_charging", {"pause": paused})
            await call("no_energy_pause_charging", {"mode": "PauseAfterPrecharge"})
            await call("update_dc_maximum_limits", nothing)
            assert isinstance(desk.pushed[-2], commands.Pause)
            await call("update_dc_maximum_limits", some)
            assert isinstance(desk.pushed[-1], commands.PowerAvailable if paused else commands.Resume)
            assert desk.last(commands.PowerAvailable).available
        desk.pushed.clear()
        await call("update_dc_maximum_limits", some)
        assert [type(command) for command in desk.pushed] == [commands.LimitsChanged]

    run(test)


def test_in_ac_too_power_that_comes_back_is_said():
    async def test(desk: Desk) -> None:
        await desk.peer.call("no_energy_pause_charging", {"mode": "PauseBeforeCableCheck"})
        assert desk.last(commands.PowerAvailable).available is False
        await desk.peer.call("update_ac_max_current", {"max_current": 16})
        assert desk.last(commands.PowerAvailable).available is True

    run(test)


def test_a_current_that_is_not_told_is_the_last_one():
    async def test(desk: Desk) -> None:
        for values in ({"evse_present_voltage": 400, "evse_present_current": 12}, {"evse_present_voltage": 401}):
            await desk.peer.call("update_dc_present_values", {"present_voltage_current": values})
        assert desk.last(commands.Measured) == commands.Measured(voltage_v=401, current_a=12)

    run(test)


CASES = [("Accepted", "NoCertificateAvailable", "accepted"), ("Blocked", "Accepted", "rejected")]


@pytest.mark.parametrize(("status", "certificate", "verdict"), CASES)
def test_a_question_waits_for_its_answer_whichever_side_is_faster(status, certificate, verdict):
    async def test(desk: Desk) -> None:
        wanted = events.AuthorizationWanted(request=1, method="eim")
        answer = {"authorization_status": status, "certificate_status": certificate}
        await desk.peer.call("authorization_response", answer)  # nobody asked: dropped
        deciding = asyncio.create_task(desk.charger.authorize(wanted))
        assert await desk.event(wanted) == ["require_auth_eim"]
        assert not deciding.done()
        await desk.peer.call("authorization_response", answer)
        assert (await deciding).verdict == verdict
        await desk.event(wanted)
        await desk.peer.call("authorization_response", answer)
        assert (await desk.charger.authorize(wanted)).verdict == verdict

    run(test)


def test_cable_check_and_contactor_wait_for_the_station():
    async def test(desk: Desk) -> None:
        wanted = events.CableCheckWanted(voltage_v=500)
        checking = asyncio.create_task(desk.charger.check_cable(500))
        assert await desk.event(wanted) == ["start_cable_check"]
        await desk.peer.call("update_isolation_status", {"isolation_status": "Warning"})
        await desk.peer.call("cable_check_finished", {"status": True})
        assert await checking == "warning"
        await desk.event(wanted)
        await desk.peer.call("cable_check_finished", {"status": False})
        assert await desk.charger.check_cable(500) == "fault"
        closing = asyncio.create_task(desk.charger.close_contactor(True))
        await desk.peer.call("ac_contactor_closed", {"status": True})
        assert await closing is True
        assert desk.last(commands.ContactorChanged).closed

    run(test)


STORY: list[tuple[events.Event, list[str]]] = [
    (events.ProtocolSelected(protocol="iso2", namespace="urn", offered=(("urn", 2, 0, 1),)), ["selected_protocol"]),
    (events.SessionStarted(session_id="01", evcc_id="02000000ec01"), ["evcc_id"]),
    (events.ServicesSelected(payment="eim", services=((1, None), (28472, 1))), ["selected_payment_option", "sae_bidi_mode_active"]),
    (events.AuthorizationWanted(request=1, method="eim"), ["require_auth_eim"]),
    (
        events.EvNeeds(energy="dc", departure_s=3600, energy_request_wh=20_000, capacity_wh=60_000, max_voltage_v=450, max_current_a=120,
                       max_power_w=400_000, full_soc_percent=100, bulk_soc_percent=80),
        ["requested_energy_transfer_mode", "departure_time", "dc_ev_energy_capacity", "dc_ev_energy_request", "dc_full_soc", "dc_bulk_soc",
         "dc_ev_maximum_limits"],
    ),
    (events.EvStatus(soc_percent=40, ready=True, full_in_s=60, bulk_complete=False, charging_complete=False),
     ["dc_ev_status", "dc_bulk_charging_complete", "dc_charging_complete", "dc_ev_remaining_time"]),
    (events.CableCheckWanted(voltage_v=500), ["start_cable_check"]),
    (events.SetOutput(stage="precharge", voltage_v=380, current_a=2), ["start_pre_charge", "dc_ev_target_voltage_current"]),
    (events.SetOutput(stage="precharge", voltage_v=380, current_a=2), ["dc_ev_target_voltage_current"]),
    (events.ChargingStarted(), ["v2g_setup_finished"]),
    (events.SetOutput(stage="charge", voltage_v=390, current_a=100), ["current_demand_started", "dc_ev_target_voltage_current"]),
    (events.SetOutput(stage="charge", voltage_v=390, current_a=101), ["dc_ev_target_voltage_current"]),
    (events.StopOutput(), ["current_demand_finished"]),
    (events.OpenContactor(), ["dc_open_contactor"]),
    (events.SessionEnded(ok=True, reason="session_stop", state="End", datalink="terminate"), ["dlink_terminate"]),
]  # fmt: skip


def test_a_dc_session_is_told_in_everests_order_and_each_thing_once():
    async def test(desk: Desk) -> None:
        for event, names in STORY:
            assert await desk.event(event) == names, event
        assert desk.value("evcc_id") == "02:00:00:00:EC:01"
        assert desk.value("dc_ev_maximum_limits") == {
            "dc_ev_maximum_current_limit": 120, "dc_ev_maximum_power_limit": 350_000, "dc_ev_maximum_voltage_limit": 450}  # fmt: skip
        assert desk.value("requested_energy_transfer_mode") == "DC_extended"

    run(test)


def test_a_broken_connection_is_told_as_power_off_failure_and_link_error():
    async def test(desk: Desk) -> None:
        for event, _ in STORY[:11]:
            await desk.event(event)
        ended = events.SessionEnded(ok=False, reason="eof", state="CurrentDemand", datalink="error")
        assert await desk.event(ended) == ["current_demand_finished", "dc_open_contactor", "hlc_session_failed", "dlink_error"]
        assert desk.value("hlc_session_failed") == "ChargingInterrupted"

    run(test)


def test_an_emergency_goes_out_at_once_and_only_once():
    async def test(desk: Desk) -> None:
        for event, _ in STORY[:11]:
            await desk.event(event)
        before = len(desk.said)
        desk.charger.emergency_stop("test")
        await until(lambda: len(desk.said) == before + 2)
        assert [name for name, _ in desk.said[before:]] == ["current_demand_finished", "dc_open_contactor"]
        assert await desk.event(events.StopOutput()) == []

    run(test)


def test_an_accepted_contract_is_not_asked_for_twice_while_the_car_stays():
    async def test(desk: Desk) -> None:
        wanted = events.AuthorizationWanted(request=1, method="contract", emaid="DE8AA1A2B3C4D59")
        await desk.event(wanted)
        await desk.peer.call("authorization_response", {"authorization_status": "Accepted", "certificate_status": "Accepted"})
        assert (await desk.charger.authorize(wanted)).verdict == "accepted"
        await desk.event(wanted)
        assert (await desk.charger.authorize(wanted)).verdict == "accepted"
        await desk.peer.call("dlink_ready", {"value": False})
        await desk.event(wanted)
        waiting = asyncio.create_task(desk.charger.authorize(wanted))
        await asyncio.sleep(0)
        assert not waiting.done()
        waiting.cancel()

    run(test)


def test_a_certificate_request_goes_to_the_backend_and_back():
    async def test(desk: Desk) -> None:
        wanted = events.CertificateWanted(request=3, action="install", namespace="urn:iso:15118:2:2013:MsgDef", exi=b"\x80\x01", deadline=9)
        assert await desk.event(wanted) == ["iso15118_certificate_request"]
        assert desk.value("iso15118_certificate_request")["exi_request"] == "gAE="
        response = {"status": "Accepted", "exi_response": "gAI=", "certificate_action": "Install"}
        await desk.extensions.call("set_get_certificate_response", {"certificate_response": response})
        answer = await desk.charger.request_certificate(wanted)
        assert (answer.exi, answer.outcome) == (b"\x80\x02", "ok")
        await desk.event(wanted)
        await desk.extensions.call("set_get_certificate_response", {"certificate_response": {"status": "Failed", "certificate_action": "Install"}})
        assert (await desk.charger.request_certificate(wanted)).outcome == "failed"

    run(test)


@pytest.mark.parametrize(
    ("evcc_id", "address"),
    [("02000000ec01", "02:00:00:00:EC:01"), ("000002000000EC01", "02:00:00:00:EC:01"), ("02000000ec010000", "02:00:00:00:EC:01"),
     ("WMIV1234567890ABCDEX", ""), ("", ""), ("x" * 255, ""), ("02:00:00:00:ec:01", "02:00:00:00:EC:01"),
     ("WMIV02000000EC01", ""), ("02-00-00-00-EC-0", "")],
)  # fmt: skip
def test_only_an_address_is_told_as_evcc_id(evcc_id, address):
    assert mac(evcc_id) == address



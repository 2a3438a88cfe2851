"""Every optional field of what an outlet publishes: filled in some session, or the reason why it never is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from secc.everest.contract import Contract
from secc.everest.simulated_meter import SimulatedMeter
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from tests.everest.site import Bench, charging, go_on, seconds

FILLED = {
    "SessionEvent": {
        "connector_id": "Enabled, Disabled by a command for a connector", "source": "Enabled, Disabled", "session_started": "",
        "session_finished": "", "transaction_started": "", "transaction_finished": "", "charging_paused_evse": "ChargingPausedEVSE",
        "charging_state_changed_event": "ChargingStarted, both pauses", "authorization_event": "Authorized, Deauthorized",
    },
    "SessionStarted": {"id_tag": "authorised before the plug", "reservation_id": "reserved"},
    "TransactionStarted": {"signed_meter_value": "a meter that signs the start", "reservation_id": "reserved"},
    "TransactionFinished": {
        "start_signed_meter_value": "a meter that signs the start", "signed_meter_value": "", "reason": "", "id_tag": "stopped with a card",
    },
    "Limits": {"uuid": "the leaf"},
    "EVInfo": {
        "soc": "dc_ev_status, display_parameters", "present_voltage": "supply", "present_current": "supply",
        "target_voltage": "dc_ev_target_voltage_current", "target_current": "dc_ev_target_voltage_current",
        "maximum_current_limit": "dc_ev_maximum_limits, ac_ev_max_current", "minimum_current_limit": "ac_ev_min_current",
        "maximum_voltage_limit": "dc_ev_maximum_limits, ac_ev_max_voltage", "maximum_power_limit": "dc_ev_maximum_limits",
        "estimated_time_full": "dc_ev_remaining_time", "estimated_time_bulk": "dc_ev_remaining_time", "departure_time": "departure_time",
        "evcc_id": "evcc_id", "remaining_energy_needed": "ac_eamount, dc_ev_energy_request", "battery_capacity": "dc_ev_energy_capacity",
        "battery_full_soc": "dc_full_soc", "battery_bulk_soc": "dc_bulk_soc", "target_energy_request": "dynamic mode",
        "max_energy_request": "dynamic mode", "min_energy_request": "dynamic mode", "ac_max_charge_power": "ac_ev_power_limits",
        "ac_min_charge_power": "ac_ev_power_limits", "ac_max_discharge_power": "ac_ev_power_limits",
        "ac_min_discharge_power": "ac_ev_power_limits", "ac_present_active_power": "ac_ev_present_powers",
        "ac_present_reactive_power": "ac_ev_present_powers",
    },
}  # fmt: skip
LEFT_OUT = {
    "SessionStarted": {
        "signed_meter_value": "the meter signs transactions; none has begun with the session, and EVerest's own never fills it",
        "logging_path": "sessions are traced where `secc-sim` or the charger is told to, not by the evse_manager",
    },
}
VARIABLES = frozenset({
    "session_event", "hlc_session_failed", "limits", "ev_info", "car_manufacturer", "telemetry", "powermeter", "powermeter_public_key_ocmf",
    "evse_id", "hw_capabilities", "enforced_limits", "waiting_for_external_ready", "ready", "selected_protocol", "supported_energy_transfer_modes",
})  # fmt: skip
TOKEN = {"id_token": {"value": "04A1", "type": "ISO14443"}, "authorization_type": "RFID"}


class Heard:
    """What a bench says, by variable, from its first moment."""

    def __init__(self, bench: Bench) -> None:
        self.said: dict[str, list] = {name: bench.hear(name) for name in VARIABLES}


def listening(*arguments: object, **settings: object) -> tuple[Bench, Heard]:
    """A bench that is heard from before its start: its latest values are announced again."""
    bench = Bench(*arguments, **settings)
    heard = Heard(bench)
    heard.said["session_event"] += [event for _, event in bench.events]
    bench.run(bench.outlet.brain.evse.announce)
    return bench, heard


def a_dc_car() -> Heard:
    bench, heard = listening("dc", plugged=False)
    bench.call("enable_disable", connector_id=1, cmd_source={"enable_source": "CSMS", "enable_state": "Disable", "enable_priority": 5})
    bench.call("enable_disable", connector_id=1, cmd_source={"enable_source": "CSMS", "enable_state": "Enable", "enable_priority": 5})
    bench.pair.advance(0.1)
    bench.call("reserve", reservation_id=5)
    bench.call("authorize_response", provided_token=TOKEN, validation_result={"authorization_status": "Accepted", "tariff_messages": []})
    meter = bench.outlet.meter
    bench.outlet.powermeter.meter = SimulatedMeter(records="two", current_type="DC", clock=meter.clock, ticks=meter._ticks)
    bench.run(lambda: bench.outlet.board.show("B"))
    ev = charging(bench, departure_s=7200)
    telemetry = {"evse_temperature_C": 20, "fan_rpm": 0, "supply_voltage_12V": 12, "supply_voltage_minus_12V": -12, "relais_on": True}
    bench.run(lambda: bench.outlet.board.board.publish("telemetry", telemetry))
    seconds(bench, ev, 3)
    bench.call("pause_charging")
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names)
    bench.call("stop_transaction", request={"reason": "Local", "id_tag": TOKEN})
    bench.pair.advance(2)
    bench.unplug()
    return heard


def a_car_that_breaks_off() -> Heard:
    bench, heard = listening("dc")
    charging(bench)
    bench.pair.eof()
    bench.pair.advance(2)
    return heard


def a_din_car() -> Heard:
    bench, heard = listening("dc")
    charge(bench.pair, DinEv(Car(protocols=("din",))))
    return heard


def an_ac_car() -> Heard:
    bench, heard = listening("ac")
    charge(bench.pair, Iso2Ev(Car(energy="ac", departure_s=3600)))
    return heard


def a_bidirectional_car(energy: str) -> Heard:
    bench, heard = listening(f"{energy}_bpt", modern=True)
    ev = charging(bench, energy, control="dynamic", bidirectional=True, loop_s=0.1)
    seconds(bench, ev, 3)
    return heard


@pytest.fixture(scope="module")
def sessions() -> list[Heard]:
    return [a_dc_car(), a_car_that_breaks_off(), a_din_car(), an_ac_car(), a_bidirectional_car("dc"), a_bidirectional_car("ac")]


def optional(name: str) -> set[str]:
    schema = Contract.shipped().types("evse_manager")[name]
    return set(schema["properties"]) - set(schema.get("required", []))


def found(sessions: list[Heard], variable: str) -> Iterator[dict]:
    for heard in sessions:
        yield from heard.said[variable]


def values_of(sessions: list[Heard], name: str) -> list[dict]:
    """All values of this type that were published."""
    events = list(found(sessions, "session_event"))
    if name == "SessionEvent":
        return events
    if name in ("Limits", "EVInfo"):
        return list(found(sessions, {"Limits": "limits", "EVInfo": "ev_info"}[name]))
    field = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
    return [event[field] for event in events if field in event]


@pytest.mark.parametrize("name", FILLED)
def test_the_tables_name_every_optional_field(name):
    assert FILLED[name].keys() | LEFT_OUT.get(name, {}).keys() == optional(name)
    assert not FILLED[name].keys() & LEFT_OUT.get(name, {}).keys()


@pytest.mark.parametrize("name", FILLED)
def test_what_is_said_to_be_filled_is_filled_and_nothing_else(sessions, name):
    said = {field for value in values_of(sessions, name) for field in value}
    assert said & optional(name) == set(FILLED[name])


def test_every_type_with_optional_fields_that_leaves_the_outlet_is_in_the_tables():
    contract = Contract.shipped()
    own = {name for name, schema in contract.types("evse_manager").items() if schema.get("type") == "object" and optional(name)}
    commands = {"StopTransactionRequest", "PlugAndChargeConfiguration"}  # come in
    answers = {"Connector", "Evse"}  # the answer to get_evse, see test_brain
    assert own - commands - answers == set(FILLED)


def test_every_variable_is_published(sessions):
    assert set(Contract.shipped().interface("evse_manager").variables) == VARIABLES
    assert [name for name in sorted(VARIABLES) if not list(found(sessions, name))] == []


def test_the_protocol_is_told_from_the_plug_to_the_end(sessions):
    assert sessions[0].said["selected_protocol"][-3:] == ["IEC61851-1", "ISO15118-2-2013", "Unknown"]
    assert sessions[2].said["selected_protocol"][-1] == "DIN70121"
    assert [heard.said["selected_protocol"][-1] for heard in sessions[4:]] == ["ISO15118-20:DC", "ISO15118-20:AC"]


def test_what_a_car_displays_is_in_its_info():
    bench = Bench("ac", plugged=False)
    info = bench.hear("ev_info")
    bench.run(lambda: bench.outlet.charger.charger.publish("display_parameters", {"present_soc": 61, "battery_energy_capacity": 70_000}))
    bench.pair.advance(0.1)
    assert info[-1] == {"soc": 61, "battery_capacity": 70_000}


def test_the_info_of_a_car_is_empty_again_when_it_has_gone(sessions):
    assert sessions[0].said["ev_info"][-1] == {}
    assert sessions[0].said["session_event"][-1]["event"] == "SessionFinished"


def test_readings_and_signatures_are_those_of_the_session(sessions):
    by_event = {event["event"]: event for event in sessions[0].said["session_event"]}
    started, finished = by_event["TransactionStarted"]["transaction_started"], by_event["TransactionFinished"]["transaction_finished"]
    assert started["signed_meter_value"] == finished["start_signed_meter_value"]
    assert finished["signed_meter_value"] != started["signed_meter_value"]
    assert finished["id_tag"] == started["id_tag"] == TOKEN
    begin, end = (value["meter_value"]["energy_Wh_import"]["total"] for value in (started, finished))
    assert end >= begin
    assert by_event["SessionStarted"]["session_started"]["reservation_id"] == started["reservation_id"] == 5
    uuids = {event["uuid"] for name, event in by_event.items() if not name.startswith(("Reservation", "Enabled", "Disabled"))}
    assert len(uuids) == 1

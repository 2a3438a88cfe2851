"""What backends hear of the EV: its offer of energy, its phases, who it is, as far as the interface can carry it."""

from __future__ import annotations

import msgspec
import pytest

from secc.everest import extension_variables as extra
from secc.everest.charger_variables import NOTHING, ac_ev_power_limits, ac_ev_present_powers
from secc.everest.contract import Contract
from secc.everest.seen import Seen
from secc.session import events

CONTRACT = Contract.shipped()
SELECTED = events.ProtocolSelected(protocol="iso20_ac", namespace="urn", offered=(("urn", 1, 0, 1),), schema_ids=(7,), schema_id=7)
NEEDS = events.EvNeeds(
    energy="ac_bpt", max_power_w=9_000, min_power_w=1_380, max_discharge_power_w=3_000, departure_s=600,
    by_phase={"max_power_w": (2_000, 3_000, 4_000)},
)  # fmt: skip


def seen(*happened: events.Event) -> Seen:
    session = Seen()
    for event in happened:
        session.note(event)
    return session


def fits(name: str, value: object, interface: str = "iso15118_extensions") -> object:
    """The plain value, checked against the interface."""
    plain = msgspec.json.decode(msgspec.json.encode(value))
    CONTRACT.interface(interface).variable(name).check(plain)
    return plain


def test_an_offer_of_energy_comes_with_its_durations_and_prices():
    offer = events.EnergyOffer(
        at=1_767_261_600, power=((0.0, -5_000.0), (60.0, 0.0)), power_s=120.0, prices=((0.0, 0.0, 0.25), (0.0, 2_000.0, 0.3), (90.0, 0.0, 0.2)),
        prices_s=100.0, currency="EUR", algorithm="urn:iso:std:iso:15118:-20:PriceAlgorithm:1-Power",
    )  # fmt: skip
    needs = fits("charging_needs", extra.charging_needs(events.SchedulesWanted(energy_offer=offer), seen(SELECTED, NEEDS)))
    told = needs["ev_energy_offer"]
    assert told["ev_power_schedule"] == {
        "time_anchor": "2026-01-01T10:00:00.000Z",
        "ev_power_schedule_entries": [{"duration": 60, "power": -5_000}, {"duration": 60, "power": 0}],
    }
    prices = told["ev_absolute_price_schedule"]
    assert [entry["duration"] for entry in prices["ev_absolute_price_schedule_entries"]] == [90, 10]
    assert prices["ev_absolute_price_schedule_entries"][0]["ev_price_rule"] == [
        {"energy_fee": 0.25, "power_range_start": 0}, {"energy_fee": 0.3, "power_range_start": 2_000}]  # fmt: skip


def test_phases_are_told_apart_where_the_ev_did():
    limits = fits("ac_ev_power_limits", ac_ev_power_limits(NEEDS, seen(SELECTED, NEEDS)), "ISO15118_charger")
    assert limits["max_charge_power"] == {"total": 9_000, "L1": 2_000, "L2": 3_000, "L3": 4_000}
    assert limits["min_charge_power"] == {"total": 1_380}
    status = events.EvStatus(power_w=(1_000, 1_100, 1_200), reactive_var=(5.0,))
    powers = fits("ac_ev_present_powers", ac_ev_present_powers(status, seen(SELECTED, NEEDS)), "ISO15118_charger")
    assert powers == {"present_active_power": {"total": 3_300, "L1": 1_000, "L2": 1_100, "L3": 1_200}, "present_reactive_power": {"total": 5}}
    needs = fits("charging_needs", extra.charging_needs(events.SchedulesWanted(), seen(SELECTED, NEEDS)))
    assert needs["v2x_charging_parameters"]["max_charge_power_l3"] == 4_000


@pytest.mark.parametrize(("evcc_id", "told"), [("02000000ec01", True), ("WMIV02000000EC01", False), ("", False)])
def test_only_an_ev_that_names_its_address_is_introduced(evcc_id: str, told: bool):
    value = extra.ev_info(events.SessionStarted(session_id="01", evcc_id=evcc_id), seen(SELECTED))
    assert (value is not NOTHING) == told
    if told:
        assert fits("ev_info", value)["selected_protocol"]["schema_id"] == 7


def test_before_the_ev_has_said_anything_there_are_no_needs():
    assert extra.charging_needs(events.SchedulesWanted(), Seen()) is NOTHING

"""Every variable of `ISO15118_charger` and `iso15118_extensions`, from sessions of the built-in EVs: which session says what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Config, Dc, Outlet, Tls
from secc.everest.mapping import EXTENSIONS, VARIABLES
from secc.messages import iso2, iso20_common
from secc.security import pki
from secc.session.link import Link
from secc.session.trust import Trust
from secc.testing.contract_ev import Contract
from secc.testing.ev import Car, Ev, EvFailure, Script
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.ev_pnc import PncEv
from secc.testing.ev_pnc20 import Iso20DcPncEv
from secc.testing.pair import START_S, UNIX_S
from tests.everest.stand import Stand

NOW = datetime.fromtimestamp(START_S + UNIX_S, UTC)
V2G = 28473


class SaeEv(Iso2Ev):
    """Takes the bidirectional service to the grid."""

    def choose_services(self) -> Script[None]:
        offered = yield from self.ask(iso2.ServiceDiscoveryReq(), iso2.ServiceDiscoveryRes)
        assert offered.service_list is not None
        both = (iso2.SelectedServiceType(service_id=offered.charge_service.service_id), iso2.SelectedServiceType(service_id=V2G))
        yield from self.ask(iso2.PaymentServiceSelectionReq(
            selected_payment_option=iso2.paymentOptionType.ExternalPayment,
            selected_service_list=iso2.SelectedServiceListType(selected_service=both),
        ), iso2.PaymentServiceSelectionRes)  # fmt: skip


class BrokenOff(Iso2Ev):
    """Goes away in the middle of the charge loop."""

    def demanded(self, answer: object) -> Script[None]:
        raise EvFailure("closed", "the plug is out")
        yield


class InstallingEv(PncEv):
    """Wants a contract first, and has to do without."""

    def choose_services(self) -> Script[None]:
        yield from Iso2Ev.choose_services(self)
        yield from self.ask(iso2.CertificateInstallationReq(), iso2.CertificateInstallationRes)


class NamedByAddress(Iso20DcEv):
    """A -20 car whose EVCCID is its address."""

    def ask(self, set_name: str, request: Any, *rest: Any, **more: Any) -> Script[Any]:
        if isinstance(request, iso20_common.SessionSetupReq):
            request = replace(request, evcc_id="02:00:00:00:EC:01")
        return (yield from super().ask(set_name, request, *rest, **more))


@cache
def keys(kind: str) -> pki.Pki:
    return pki.create(kind, NOW)  # type: ignore[arg-type]


def stand(*energy: str, protocol: str, pnc: str = "", sae: str = "None", peer: bool = False) -> Stand:
    back = Dc(max_discharge_power_w=5_000, max_discharge_current_a=20)
    outlet = Outlet(
        energy=energy, protocols=(protocol,), interface="lo", dc=back, payment=("contract",) if pnc else ("eim",),
    )  # type: ignore[arg-type]
    chain = tuple(one.der for one in keys("secp521r1").chain("vehicle")) if peer else ()
    link = Link(tls="1.3" if protocol.startswith("iso20") else "1.2" if pnc else None, peer_chain=chain)
    trust = Trust(stores=keys(pnc).stores()) if pnc else None
    return Stand(Config(outlet=outlet, tls=Tls(mode="optional")), link=link, trust=trust, sae=sae)


def dc(protocol: str, **car: object) -> Car:
    return Car(protocols=(protocol,), charge_s=1.0, **car)  # type: ignore[arg-type]


SESSIONS: dict[str, Callable[[], tuple[Stand, Ev]]] = {
    "din": lambda: (stand("dc", protocol="din"), DinEv(dc("din"))),
    "iso2 dc": lambda: (stand("dc", protocol="iso2"), Iso2Ev(dc("iso2", departure_s=3600))),
    "iso2 ac": lambda: (stand("ac", protocol="iso2"), Iso2Ev(dc("iso2", energy="ac", departure_s=3600))),
    "iso2 pnc": lambda: (stand("dc", protocol="iso2", pnc="secp256r1"), PncEv(dc("iso2"), Contract.of(keys("secp256r1")))),
    "iso2 sae": lambda: (stand("dc", protocol="iso2", sae="V2G"), SaeEv(dc("iso2"))),
    "iso2 pause": lambda: (stand("dc", protocol="iso2"), Iso2Ev(dc("iso2", pause=True))),
    "iso2 broken off": lambda: (stand("dc", protocol="iso2"), BrokenOff(dc("iso2"))),
    "iso20 dc": lambda: (stand("dc", protocol="iso20_dc", peer=True), Iso20DcEv(dc("iso20_dc", departure_s=3600))),
    "iso20 dc bpt dynamic": lambda: (
        stand("dc_bpt", protocol="iso20_dc", peer=True), NamedByAddress(dc("iso20_dc", control="dynamic", bidirectional=True)),
    ),
    "iso20 ac dynamic": lambda: (
        stand("ac", protocol="iso20_ac", peer=True), Iso20AcEv(dc("iso20_ac", energy="ac", control="dynamic")),
    ),
    "iso20 pnc": lambda: (
        stand("dc", protocol="iso20_dc", pnc="secp521r1", peer=True), Iso20DcPncEv(dc("iso20_dc"), keys("secp521r1")),
    ),
}
EVERY, ALL_DC, ALL_AC = "din, iso2 dc, iso2 ac, iso20 dc, iso20 ac dynamic", "din, iso2 dc, iso20 dc", "iso2 ac, iso20 ac dynamic"
ISO20, NAMED = "iso20 dc, iso20 ac dynamic", "din, iso2 dc, iso2 ac, iso20 dc bpt dynamic"

WHERE: dict[str, str] = {
    "supported_app_protocols_secc": EVERY, "selected_protocol": EVERY, "ev_app_protocol": EVERY, "v2g_messages": EVERY, "evcc_id": NAMED,
    "selected_payment_option": EVERY, "selected_service_parameters": ISO20, "sae_bidi_mode_active": "iso2 sae",
    "require_auth_eim": EVERY, "require_auth_pnc": "iso2 pnc, iso20 pnc", "requested_energy_transfer_mode": EVERY,
    "departure_time": "iso2 dc, iso2 ac, iso20 dc, iso20 ac dynamic", "ac_eamount": ALL_AC,
    "ac_ev_max_voltage": "iso2 ac", "ac_ev_max_current": "iso2 ac", "ac_ev_min_current": "iso2 ac",
    "ac_ev_power_limits": "iso20 ac dynamic", "ac_ev_dynamic_control_mode": "iso20 ac dynamic", "ac_ev_present_powers": "iso20 ac dynamic",
    "dc_ev_energy_capacity": ALL_DC, "dc_ev_energy_request": ALL_DC, "dc_full_soc": ALL_DC, "dc_bulk_soc": "din, iso2 dc",
    "dc_ev_maximum_limits": ALL_DC, "d20_dc_dynamic_charge_mode": "iso20 dc bpt dynamic", "dc_ev_status": ALL_DC,
    "dc_bulk_charging_complete": "din, iso2 dc", "dc_charging_complete": ALL_DC, "dc_ev_remaining_time": ALL_DC,
    "dc_ev_present_voltage": "iso20 dc", "display_parameters": ISO20, "meter_info_requested": ISO20,
    "start_cable_check": ALL_DC, "start_pre_charge": ALL_DC, "v2g_setup_finished": EVERY, "ac_close_contactor": ALL_AC,
    "current_demand_started": EVERY, "dc_ev_target_voltage_current": ALL_DC, "current_demand_finished": EVERY,
    "ac_open_contactor": ALL_AC, "dc_open_contactor": ALL_DC, "ev_termination": ISO20, "hlc_session_failed": "iso2 broken off",
    "dlink_terminate": EVERY, "dlink_pause": "iso2 pause", "dlink_error": "iso2 broken off",
    "service_renegotiation_supported": EVERY, "ev_info": NAMED, "charging_needs": EVERY,
}
ELSEWHERE = {"iso15118_certificate_request"}
"""No built-in EV asks for a certificate on its own; see test_charger.test_a_certificate_request_goes_to_the_backend_and_back."""


@pytest.fixture(scope="module")
def sessions() -> Callable[[str], Stand]:
    """Each session is run once, when it is first asked for."""
    done: dict[str, Stand] = {}

    def session(name: str) -> Stand:
        if name not in done:
            there, ev = SESSIONS[name]()
            there.charge(ev)
            assert (ev.failure is None) == (name != "iso2 broken off"), f"{name}: {ev.failure}\n{there.pair.story()}"
            there.close()
            done[name] = there
        return done[name]

    return session


def test_the_table_has_every_variable():
    assert set(WHERE) | ELSEWHERE == {row.name for row in (*VARIABLES, *EXTENSIONS)}


@pytest.mark.parametrize("name", list(SESSIONS))
def test_a_session_says_exactly_what_the_table_says(name, sessions):
    expected = {variable for variable, where in WHERE.items() if name in where.split(", ")}
    told = sessions(name).names
    assert expected <= told
    if any(name in where.split(", ") for where in (ALL_DC, ALL_AC)):
        assert told <= expected | {"dlink_error"}


@pytest.mark.parametrize("variable", list(WHERE))
def test_every_variable_comes_from_the_sessions_that_the_table_names(variable, sessions):
    for name in WHERE[variable].split(", "):
        assert sessions(name).values(variable), name


def test_optional_fields_are_there_where_the_car_told_them(sessions):
    din, dc, ac20, bpt = sessions("din"), sessions("iso2 dc"), sessions("iso20 ac dynamic"), sessions("iso20 dc bpt dynamic")
    assert din.values("dc_ev_maximum_limits")[0] == {
        "dc_ev_maximum_current_limit": 120, "dc_ev_maximum_power_limit": 50_000, "dc_ev_maximum_voltage_limit": 450}  # fmt: skip
    assert set(dc.values("dc_ev_remaining_time")[-1]) == {"ev_remaining_time_to_full_soc", "ev_remaining_time_to_full_bulk_soc"}
    assert [dc.values(name)[0] for name in ("dc_full_soc", "dc_bulk_soc", "dc_ev_energy_capacity")] == [100, 80, 60_000]
    assert dc.values("requested_energy_transfer_mode") == ["DC_extended"]
    assert ac20.values("ac_ev_power_limits")[0] == {"max_charge_power": {"total": 11_040}, "min_charge_power": {"total": 1_380}}
    assert bpt.values("selected_service_parameters") == [{
        "energy_transfer": "DC_BPT", "connector": "Extended", "control_mode": "DynamicControl", "mobility_needs_mode": "EVCC",
        "pricing": "NoPricing", "bpt_channel": "Unified", "generator_mode": "GridFollowing",
    }]  # fmt: skip
    assert bpt.values("d20_dc_dynamic_charge_mode")[0]["max_discharge_current"] == 120
    assert bpt.values("ev_termination") == [{"ev_termination_code": "Done", "ev_termination_explanation": "charged enough"}]
    shown = bpt.values("display_parameters")[0]
    assert shown == {"present_soc": 40, "target_soc": 80, "remaining_time_to_target_soc": 1, "charging_complete": False,
                     "battery_energy_capacity": 60_000}  # fmt: skip


def test_needs_of_dynamic_control_are_told_in_the_charge_loop_and_not_before(sessions):
    order = [name for name, _ in sessions("iso20 dc bpt dynamic").said if name in ("current_demand_started", "d20_dc_dynamic_charge_mode")]
    assert order[:2] == ["current_demand_started", "d20_dc_dynamic_charge_mode"]
    assert "d20_dc_dynamic_charge_mode" not in sessions("iso20 dc").names  # Scheduled: the EV's targets count


def test_what_has_not_changed_is_not_said_again(sessions):
    for name in ("dc_ev_status", "dc_ev_maximum_limits", "display_parameters", "dc_ev_energy_capacity"):
        values = sessions("iso20 dc").values(name)
        assert all(before != after for before, after in pairwise(values)), name


def test_the_backend_learns_who_the_ev_is_and_what_it_needs(sessions):
    iso2_dc, iso20 = sessions("iso2 dc"), sessions("iso20 dc bpt dynamic")
    info = iso2_dc.values("ev_info")[0]
    assert (info["evcc_id"], info["selected_protocol"]["schema_id"]) == ("02:00:00:00:EC:01", 1)
    needs = iso2_dc.values("charging_needs")[0]
    assert needs["requested_energy_transfer"] == "DC_extended"
    assert needs["departure_time"] == iso2_dc.values("departure_time")[0]
    assert needs["dc_charging_parameters"] == {"ev_max_current": 120, "ev_max_voltage": 450, "ev_max_power": 50_000, "energy_amount": 20_000,
                                               "ev_energy_capacity": 60_000, "state_of_charge": 40, "full_soc": 100, "bulk_soc": 80}  # fmt: skip
    assert sessions("iso2 ac").values("charging_needs")[0]["ac_charging_parameters"]["ev_max_current"] == 16
    needs = iso20.values("charging_needs")[0]
    assert (needs["control_mode"], needs["mobility_needs_mode"]) == ("DynamicControl", "EVCC")
    assert needs["v2x_charging_parameters"]["max_discharge_power"] == 50_000
    info = iso20.values("ev_info")[0]
    assert info["tls_leaf_certificate"] == keys("secp521r1")["vehicle"].certificate.pem().decode()
    assert set(info) >= {"tls_sub_ca_1_certificate", "tls_sub_ca_2_certificate"}
    assert "tls_leaf_certificate" not in iso2_dc.values("ev_info")[0]


def test_messages_are_published_as_they_went_over_the_wire(sessions):
    messages = sessions("iso2 dc").values("v2g_messages")
    assert messages[0]["id"] == "SupportedAppProtocolReq"
    assert all(re.fullmatch(r"01fe[0-9a-f]+", message["exi"]) for message in messages)
    assert {message["id"] for message in messages} >= {"SessionSetupRes", "CurrentDemandReq", "SessionStopRes"}



"""Power stays where it may be, whatever the car, the pilot and the hardware do: random walks in each protocol.

The invariant is that of `secc.testing.watch`, looked at on every step; at the end of every walk the contactor is open, and no walk ends in
an error of our own.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc import config
from secc.messages import din, iso2, iso20_ac, iso20_common, iso20_dc
from secc.session import events
from secc.session.link import Link
from secc.testing import ev_din, ev_iso2
from secc.testing.ev import Car, Script
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20 import Iso20Ev, rational
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv

from .walks import Walk, Walking, go, walks

TLS = Link(tls="1.3", peer_chain=(b"vehicle certificate",))
EXAMPLES = settings(max_examples=int(os.environ.get("SECC_WALKS", "8")), deadline=None)
"""Of each test; set SECC_WALKS for a long campaign."""
profiles = pytest.mark.parametrize("profile", ["strict", "field"])

# ---- ISO 15118-2 ----------------------------------------------------------------------------------------------------------------------

P2, STOP2, Q2 = iso2.chargeProgressType, iso2.chargingSessionType, ev_iso2.quantity
ISO2: dict[str, Callable[[Iso2Ev], msgspec.Struct]] = {
    "SessionSetup": lambda ev: iso2.SessionSetupReq(evcc_id=ev.car.evcc_id),
    "ServiceDiscovery": lambda ev: iso2.ServiceDiscoveryReq(),
    "ServiceDetail": lambda ev: iso2.ServiceDetailReq(service_id=1),
    "Authorization": lambda ev: iso2.AuthorizationReq(),
    "ChargeParameterDiscovery": lambda ev: iso2.ChargeParameterDiscoveryReq(
        requested_energy_transfer_mode=ev.mode, ev_charge_parameter=ev.parameters()),
    "CableCheck": lambda ev: iso2.CableCheckReq(dc_ev_status=ev.status()),
    "PreCharge": lambda ev: iso2.PreChargeReq(dc_ev_status=ev.status(), ev_target_voltage=Q2(400, "V"), ev_target_current=Q2(100, "A")),
    "Start": lambda ev: iso2.PowerDeliveryReq(charge_progress=P2.Start, sa_schedule_tuple_id=1),
    "Stop": lambda ev: iso2.PowerDeliveryReq(charge_progress=P2.Stop, sa_schedule_tuple_id=1),
    "Renegotiate": lambda ev: iso2.PowerDeliveryReq(charge_progress=P2.Renegotiate, sa_schedule_tuple_id=1),
    "CurrentDemand": lambda ev: iso2.CurrentDemandReq(
        dc_ev_status=ev.status(), ev_target_current=Q2(3000, "A"), charging_complete=False, ev_target_voltage=Q2(2000, "V")),
    "ChargingStatus": lambda ev: iso2.ChargingStatusReq(),
    "WeldingDetection": lambda ev: iso2.WeldingDetectionReq(dc_ev_status=ev.status()),
    "SessionStop": lambda ev: iso2.SessionStopReq(charging_session=STOP2.Terminate),
    "Pause session": lambda ev: iso2.SessionStopReq(charging_session=STOP2.Pause),
}


class Iso2Walker(Walking, Iso2Ev):
    def say(self, name: str) -> Script[object]:
        return (yield from self.ask(ISO2[name](self), msgspec.Struct))


@profiles
@pytest.mark.parametrize("energy", ["ac", "dc"])
@EXAMPLES
@given(polite=st.integers(0, 45), walk=walks(sorted(ISO2)))
def test_iso2(energy: config.Energy, profile: str, polite: int, walk: Walk) -> None:
    car = Car(energy=energy, charge_s=3.0, poll_s=0.5)
    go(Iso2Walker, car, config.Outlet(energy=(energy,), protocols=("iso2",)), profile, polite, walk)


# ---- DIN SPEC 70121 -------------------------------------------------------------------------------------------------------------------

QD = ev_din.quantity
DIN: dict[str, Callable[[DinEv], msgspec.Struct]] = {
    "SessionSetup": lambda ev: din.SessionSetupReq(evcc_id=ev.car.evcc_id),
    "ServiceDiscovery": lambda ev: din.ServiceDiscoveryReq(),
    "ContractAuthentication": lambda ev: din.ContractAuthenticationReq(),
    "CableCheck": lambda ev: din.CableCheckReq(dc_ev_status=ev.status()),
    "PreCharge": lambda ev: din.PreChargeReq(dc_ev_status=ev.status(), ev_target_voltage=QD(400, "V"), ev_target_current=QD(100, "A")),
    "Start": lambda ev: din.PowerDeliveryReq(ready_to_charge_state=True),
    "Stop": lambda ev: din.PowerDeliveryReq(ready_to_charge_state=False),
    "CurrentDemand": lambda ev: din.CurrentDemandReq(
        dc_ev_status=ev.status(), ev_target_current=QD(3000, "A"), charging_complete=False, ev_target_voltage=QD(2000, "V")),
    "WeldingDetection": lambda ev: din.WeldingDetectionReq(dc_ev_status=ev.status()),
    "SessionStop": lambda ev: din.SessionStopReq(),
}


class DinWalker(Walking, DinEv):
    def say(self, name: str) -> Script[object]:
        return (yield from self.ask(DIN[name](self), msgspec.Struct))


@profiles
@EXAMPLES
@given(polite=st.integers(0, 40), walk=walks(sorted(DIN)))
def test_din(profile: str, polite: int, walk: Walk) -> None:
    car = Car(protocols=("din",), charge_s=3.0, poll_s=0.5)
    go(DinWalker, car, config.Outlet(energy=("dc",), protocols=("din",)), profile, polite, walk)


# ---- ISO 15118-20 ---------------------------------------------------------------------------------------------------------------------

P20, STOP20, DONE = iso20_common.chargeProgressType, iso20_common.chargingSessionType, iso20_common.processingType.Finished


def delivery(ev: Iso20Ev, progress: iso20_common.chargeProgressType) -> msgspec.Struct:
    profile = ev.profile() if progress in (P20.Start, P20.ScheduleRenegotiation) else None
    return iso20_common.PowerDeliveryReq(header=ev.header(), ev_processing=DONE, charge_progress=progress, ev_power_profile=profile)


COMMON: dict[str, tuple[str, Callable[[Iso20Ev], msgspec.Struct]]] = {
    "SessionSetup": ("iso20_common", lambda ev: iso20_common.SessionSetupReq(header=ev.header(), evcc_id="WMIV1")),
    "AuthorizationSetup": ("iso20_common", lambda ev: iso20_common.AuthorizationSetupReq(header=ev.header())),
    "ServiceDiscovery": ("iso20_common", lambda ev: iso20_common.ServiceDiscoveryReq(header=ev.header())),
    "ScheduleExchange": ("iso20_common", lambda ev: ev.schedule_request()),
    "SessionStop": ("iso20_common", lambda ev: iso20_common.SessionStopReq(header=ev.header(), charging_session=STOP20.Terminate)),
    "Pause session": ("iso20_common", lambda ev: iso20_common.SessionStopReq(header=ev.header(), charging_session=STOP20.Pause)),
    "Service renegotiation": (
        "iso20_common", lambda ev: iso20_common.SessionStopReq(header=ev.header(), charging_session=STOP20.ServiceRenegotiation)),
    **{f"PowerDelivery {progress}": ("iso20_common", lambda ev, progress=progress: delivery(ev, progress)) for progress in P20},
}
ISO20_DC: dict[str, tuple[str, Callable[[Iso20DcEv], msgspec.Struct]]] = {
    **COMMON,
    "ChargeParameterDiscovery": ("iso20_dc", lambda ev: iso20_dc.DC_ChargeParameterDiscoveryReq(
        header=ev.header(), dc_cpd_req_energy_transfer_mode=ev.limits())),
    "CableCheck": ("iso20_dc", lambda ev: iso20_dc.DC_CableCheckReq(header=ev.header())),
    "PreCharge": ("iso20_dc", lambda ev: iso20_dc.DC_PreChargeReq(
        header=ev.header(), ev_processing=DONE, ev_present_voltage=rational(0), ev_target_voltage=rational(1500))),
    "ChargeLoop": ("iso20_dc", lambda ev: iso20_dc.DC_ChargeLoopReq(
        header=ev.header(), meter_info_requested=True, ev_present_voltage=rational(400), cl_req_control_mode=ev.demand())),
    "Greedy loop": ("iso20_dc", lambda ev: iso20_dc.DC_ChargeLoopReq(
        header=ev.header(), meter_info_requested=True, ev_present_voltage=rational(400),
        cl_req_control_mode=iso20_dc.Scheduled_DC_CLReqControlMode(ev_target_current=rational(3e6), ev_target_voltage=rational(3e6)))),
    "WeldingDetection": ("iso20_dc", lambda ev: iso20_dc.DC_WeldingDetectionReq(header=ev.header(), ev_processing=DONE)),
}
ISO20_AC: dict[str, tuple[str, Callable[[Iso20AcEv], msgspec.Struct]]] = {
    **COMMON,
    "ChargeLoop": ("iso20_ac", lambda ev: iso20_ac.AC_ChargeLoopReq(
        header=ev.header(), meter_info_requested=True, cl_req_control_mode=ev.demand())),
    "Other loop": ("iso20_dc", lambda ev: iso20_dc.DC_CableCheckReq(header=ev.header())),
}


class Iso20DcWalker(Walking, Iso20DcEv):
    def say(self, name: str) -> Script[object]:
        set_name, make = ISO20_DC[name]
        return (yield from self.ask(set_name, make(self), msgspec.Struct))


class Iso20AcWalker(Walking, Iso20AcEv):
    def say(self, name: str) -> Script[object]:
        set_name, make = ISO20_AC[name]
        return (yield from self.ask(set_name, make(self), msgspec.Struct))


@profiles
@pytest.mark.parametrize("control", ["scheduled", "dynamic"])
@EXAMPLES
@given(polite=st.integers(0, 40), walk=walks(sorted(ISO20_DC)), bidirectional=st.booleans())
def test_iso20_dc(control: str, profile: str, polite: int, walk: Walk, bidirectional: bool) -> None:
    outlet = config.Outlet(
        energy=("dc_bpt",) if bidirectional else ("dc",), protocols=("iso20_dc",),
        dc=config.Dc(max_discharge_current_a=100.0, max_discharge_power_w=40_000.0) if bidirectional else config.Dc(),
    )
    mode: Literal["scheduled", "dynamic"] = "scheduled" if control == "scheduled" else "dynamic"
    car = Car(protocols=("iso20_dc",), charge_s=3.0, poll_s=0.5, control=mode, bidirectional=bidirectional)
    go(Iso20DcWalker, car, outlet, profile, polite, walk, TLS)


@profiles
@pytest.mark.parametrize("control", ["scheduled", "dynamic"])
@EXAMPLES
@given(polite=st.integers(0, 35), walk=walks(sorted(ISO20_AC)))
def test_iso20_ac(control: str, profile: str, polite: int, walk: Walk) -> None:
    car = Car(energy="ac", protocols=("iso20_ac",), charge_s=3.0, poll_s=0.5, control="scheduled" if control == "scheduled" else "dynamic")
    go(Iso20AcWalker, car, config.Outlet(energy=("ac",), protocols=("iso20_ac",)), profile, polite, walk, TLS)


@pytest.mark.parametrize(
    ("make", "car", "energy", "link"),
    [(Iso2Walker, Car(), "dc", None), (Iso2Walker, Car(energy="ac"), "ac", None), (DinWalker, Car(protocols=("din",)), "dc", None),
     (Iso20DcWalker, Car(protocols=("iso20_dc",)), "dc", TLS), (Iso20AcWalker, Car(energy="ac", protocols=("iso20_ac",)), "ac", TLS)],
    ids=["iso2 dc", "iso2 ac", "din", "iso20 dc", "iso20 ac"],
)
def test_the_walks_reach_the_charge_loop(make: type[Walking], car: Car, energy: config.Energy, link: Link | None) -> None:
    """Else they would show nothing."""
    outlet = config.Outlet(energy=(energy,), protocols=car.protocols)  # type: ignore[arg-type]
    pair = go(make, car, outlet, "strict", 50, ["SessionStop"], link)
    assert any(isinstance(event, events.ChargingStarted) for event in pair.events)

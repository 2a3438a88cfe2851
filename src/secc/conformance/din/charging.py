"""DIN from CableCheck to SessionStop, and what holds in every state."""

from __future__ import annotations

from secc.conformance.check import Area, setup
from secc.conformance.din import requests, walk
from secc.conformance.ev import CLOSE_S, Ev, require
from secc.messages import din as m
from secc.session.commands import FaultRaised
from secc.session.events import SessionEnded

area = Area("DIN", "DIN 70121")
AREAS = [area]
STATUS, ISOLATION = m.DC_EVSEStatusCodeType, m.isolationLevelType
CABLE_CHECK_S, RETAIN_S = 38.0, 1.5


@area.check("DIN-DIN-017", "CableCheck: Ongoing while it measures, then Finished, valid and ready", "V2G-DC-418 V2G-DC-499")
def cable_check(ev: Ev) -> None:
    """Within 38 s."""
    walk.to(ev, "CableCheck")
    ev.pilot("C")
    begin = ev.now()
    response = ev.ask(requests.cable_check(), m.CableCheckRes)
    require(response.evse_processing is m.EVSEProcessingType.Ongoing, "Finished at once, before any measurement")
    while response.evse_processing is m.EVSEProcessingType.Ongoing:
        code = response.dc_evse_status.evse_status_code
        require(code is STATUS.EVSE_IsolationMonitoringActive, f"EVSEStatusCode {code.value} while Ongoing")
        require(ev.now() - begin < CABLE_CHECK_S, "not Finished within 38 s")
        ev.wait(0.2)
        response = ev.ask(requests.cable_check(), m.CableCheckRes)
    status = response.dc_evse_status
    require(status.evse_isolation_status is ISOLATION.Valid and status.evse_status_code is STATUS.EVSE_Ready, f"status {status}")


@area.check("DIN-DIN-018", "CableCheck without state C fails after 1.5 s", "V2G-DC-547")
def cable_check_in_b(ev: Ev) -> None:
    """And no voltage."""
    ev.hold_pilot("B")
    walk.to(ev, "CableCheck")
    begin = ev.now()
    ev.ask(requests.cable_check(), m.CableCheckRes, "FAILED", within_s=2.0)
    require(ev.now() - begin >= 1.4, f"failed after {ev.now() - begin:.2f} s already")
    ev.expect_closed()
    ev.expect_dead()


@area.check("DIN-DIN-019", "PreCharge: the voltage follows the target", "V2G-DC-455 V2G-DC-457")
def pre_charge(ev: Ev) -> None:
    """OK before and after it is reached; a second target is followed as well."""
    walk.to(ev, "PreCharge")
    for target in (400.0, 300.0):
        for _ in range(30):
            voltage = requests.number(ev.ask(requests.pre_charge(target), m.PreChargeRes).evse_present_voltage)
            ev.wait(0.1)
        require(abs(voltage - target) <= 20.0, f"{voltage} V, {target} V were asked for")


@area.check("DIN-DIN-020", "ReadyToChargeState true begins charging", "V2G-DC-458 V2G-DC-461")
def start(ev: Ev) -> None:
    """CurrentDemand follows."""
    walk.to(ev, "PowerDelivery")
    ev.ask(requests.power_delivery(profile=((0, 30_000),)), m.PowerDeliveryRes)
    walk.loop(ev)


@area.check("DIN-DIN-021", "a profile for an unknown schedule is refused", "V2G-DC-400")
def wrong_schedule(ev: Ev) -> None:
    """There is only schedule 1."""
    walk.to(ev, "PowerDelivery")
    ev.refused(requests.power_delivery(schedule=2, profile=((0, 1000),)), m.PowerDeliveryRes, "FAILED_TariffSelectionInvalid")


SMALL = setup(dc={"max_voltage_v": 1000.0, "max_current_a": 50.0, "max_power_w": 20_000.0, "min_voltage_v": 150.0})


@area.check("DIN-DIN-022", "a profile above PMax is refused", "V2G-DC-399", SMALL)
def wrong_profile(ev: Ev) -> None:
    """30 kW from a station of 20 kW."""
    walk.to(ev, "PowerDelivery")
    ev.refused(requests.power_delivery(profile=((0, 30_000),)), m.PowerDeliveryRes, "FAILED_ChargingProfileInvalid")


@area.check("DIN-DIN-023", "a faulty supply prevents power", "V2G-DC-401")
def fault(ev: Ev) -> None:
    """Reported before PowerDelivery."""
    walk.to(ev, "PowerDelivery")
    ev.station.tell(FaultRaised(fault="malfunction"))
    ev.refused(requests.power_delivery(), m.PowerDeliveryRes, "FAILED_PowerDeliveryNotApplied")


@area.check("DIN-DIN-024", "ReadyToChargeState true in the loop ends the session", "V2G-DC-465")
def start_twice(ev: Ev) -> None:
    """Power is on already."""
    walk.through(ev, "CurrentDemand")
    ev.refused(requests.power_delivery(), m.PowerDeliveryRes, "FAILED")


@area.check("DIN-DIN-025", "ChargingComplete does not touch the current limit flag", "")
def charging_complete(ev: Ev) -> None:
    """It speaks of limits."""
    walk.through(ev, "CurrentDemand")
    response = ev.ask(requests.current_demand(complete=True), m.CurrentDemandRes)
    require(not response.evse_current_limit_achieved, "EVSECurrentLimitAchieved with 100 A of 500 A")
    response = ev.ask(requests.current_demand(600.0), m.CurrentDemandRes)
    require(response.evse_current_limit_achieved, "no EVSECurrentLimitAchieved with 600 A of 500 A")


@area.check("DIN-DIN-026", "ReadyToChargeState false ends charging", "V2G-DC-459")
def stop(ev: Ev) -> None:
    """WeldingDetection and SessionStop follow."""
    walk.through(ev, "Stop")
    ev.ask(requests.welding_detection(), m.WeldingDetectionRes)
    walk.end(ev)


@area.check("DIN-DIN-027", "WeldingDetection in state C fails after 1.5 s", "V2G-DC-556")
def welding_in_c(ev: Ev) -> None:
    """The EV has not opened its relays."""
    walk.through(ev, "CurrentDemand")
    ev.hold_pilot("C")
    ev.ask(requests.power_delivery(False), m.PowerDeliveryRes)
    begin = ev.now()
    ev.ask(requests.welding_detection(), m.WeldingDetectionRes, "FAILED", within_s=2.0)
    require(ev.now() - begin >= 1.4, f"failed after {ev.now() - begin:.2f} s already")
    ev.expect_closed()
    ev.expect_dead()


@area.check("DIN-DIN-028", "SessionStop ends the session; the oscillator is kept for 1.5 s", "V2G-DC-450 V2G-DC-451 V2G-DC-116")
def session_stop(ev: Ev) -> None:
    """The D-LINK action switches it off."""
    walk.through(ev, "Stop")
    ev.ask(requests.session_stop(), m.SessionStopRes)
    ev.wait(RETAIN_S - 0.1)
    require(not ev.station.told(SessionEnded), "the D-LINK action came less than 1.5 s after SessionStopRes")
    ev.expect_closed(CLOSE_S - RETAIN_S)
    require(ev.station.datalink == "terminate", f"D-LINK action {ev.station.datalink!r}")


@area.check("DIN-DIN-029", "CableCheck where ServiceDiscovery is due is a sequence error", "V2G-DC-390 V2G-DC-665")
def sequence(ev: Ev) -> None:
    """Its answer is CableCheckRes."""
    walk.to(ev, "ServiceDiscovery")
    ev.refused(requests.cable_check(), m.CableCheckRes, "FAILED_SequenceError")


@area.check("DIN-DIN-030", "ServiceDiscovery of another session is refused", "V2G-DC-391 V2G-DC-665")
def session(ev: Ev) -> None:
    """Another id."""
    walk.to(ev, "ServiceDiscovery")
    ev.refused(requests.service_discovery(), m.ServiceDiscoveryRes, "FAILED_UnknownSession", session_id=b"12345678")


@area.check("DIN-DIN-031", "no message for 60 s: closed, power off", "V2G-DC-432")
def timeout(ev: Ev) -> None:
    """Early, in CableCheck, in the loop, at the end."""
    for after in ("ServiceDiscovery", "CableCheck", "CurrentDemand", "Stop"):
        walk.through(ev, after)
        ev.expect_closed(62.0, not_before_s=59.9)
        ev.expect_dead()
        ev.pilot("B")
        ev.station.dlink(False)


@area.check("DIN-DIN-032", "DIN is not accepted on TLS", "V2G-DC-618", setup(tls="optional"))
def on_tls(ev: Ev) -> None:
    """It has no notion of it."""
    ev.open(tls=True)
    ev.negotiate((walk.NAMESPACE, 2, 0, 1, 1), code="Failed_NoNegotiation")
    ev.expect_closed()


@area.check("DIN-DIN-033", "without limits in the request the last ones stay in force", "")
def last_limits(ev: Ev) -> None:
    """50 A, then 100 A wanted without a limit."""
    walk.through(ev, "CurrentDemand")
    ev.ask(requests.current_demand(50.0, max_current_a=50.0), m.CurrentDemandRes)
    for _ in range(10):
        ev.ask(requests.current_demand(100.0), m.CurrentDemandRes)
        ev.wait(0.1)
    require(ev.station.current_a <= 50.5, f"{ev.station.current_a:.1f} A flow, the EV's limit is 50 A")


@area.check("DIN-DIN-034", "physical values without unit have the natural one", "")
def no_units(ev: Ev) -> None:
    """In every request that has any."""
    walk.to(ev, "ChargeParameterDiscovery")
    request = requests.charge_parameters(requests.dc_parameters(units=False))
    walk.poll(ev, lambda: request, m.ChargeParameterDiscoveryRes)
    walk.check_cable(ev)
    for _ in range(20):
        voltage = requests.number(ev.ask(requests.pre_charge(units=False), m.PreChargeRes).evse_present_voltage)
        ev.wait(0.1)
    require(abs(voltage - 400.0) <= 20.0, f"{voltage} V instead of 400 V")
    walk.start(ev)
    ev.ask(requests.current_demand(units=False), m.CurrentDemandRes)


@area.check("DIN-DIN-035", "messages that DIN does not use get a sequence error or the end", "")
def unused(ev: Ev) -> None:
    """ServiceDetail and MeteringReceipt."""
    meter = m.MeteringReceiptReq(
        session_id=bytes(8), meter_info=m.MeterInfoType(meter_id="meter"), sa_schedule_tuple_id=1,
    )
    for request, kind in ((m.ServiceDetailReq(service_id=1), m.ServiceDetailRes), (meter, m.MeteringReceiptRes)):
        walk.to(ev, "ServicePaymentSelection")
        ev.send(request)
        if not ev.connection.closed:
            ev.expect(kind, "FAILED_SequenceError")
        ev.expect_closed()
        ev.station.dlink(False)

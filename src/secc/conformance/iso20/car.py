"""The way of a good -20 session up to where a check begins, in any energy service and control mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from msgspec.structs import replace

from secc.config import Config
from secc.conformance.bench import CheckFailed, Tls
from secc.conformance.check import setup
from secc.conformance.dialect import ISO20
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.commands import Authorized

AC_NAMESPACE, DC_NAMESPACE = "urn:iso:std:iso:15118:-20:AC", "urn:iso:std:iso:15118:-20:DC"
FINISHED = c.processingType.Finished
P = TypeVar("P", c.AuthorizationRes, c.ScheduleExchangeRes, dc.DC_CableCheckRes)
Control = Literal["scheduled", "dynamic"]
SUPPLY = {
    "max_voltage_v": 1000.0, "max_current_a": 500.0, "max_power_w": 350_000.0, "min_voltage_v": 150.0,
    "max_discharge_current_a": 100.0, "max_discharge_power_w": 40_000.0,
}
OUTLET = {"max_current_a": 32.0, "max_discharge_power_w": 11_000.0}
SERVICES = {1: ("ac",), 5: ("ac", "ac_bpt"), 2: ("dc",), 6: ("dc", "dc_bpt"), 8: ("mcs",), 9: ("mcs", "mcs_bpt")}
"""Energy modes of a station that offers this service."""


def station(service: int = 2, *, control: Control = "scheduled", **outlet: object) -> Config:
    """A station for -20 on TLS, with EIM; `outlet` overrides fields of the outlet."""
    energy = list(SERVICES[service])
    protocol = "iso20_ac" if energy[0] == "ac" else "iso20_dc"
    fields: dict[str, object] = {"energy": energy, "protocols": ["iso2", protocol], "dc": SUPPLY, "ac": OUTLET, **outlet}
    return replace(setup("dc", tls="optional", **fields), control=control)


AC, AC_BPT, DC, DC_BPT, MCS = station(1), station(5), station(2), station(6), station(8)
PNC = station(2, payment=["eim", "contract"], certificate_service=True)


class Car:
    """A -20 EV in one service and control mode. `tuples` are the schedules that were offered last, `challenge` what is to be signed."""

    def __init__(self, ev: Ev, service: int = 2, control: Control = "scheduled", *, by_station: bool = False, tls: Tls = "1.3") -> None:
        self.ev, self.service, self.control, self.by_station, self.tls = ev, service, control, by_station, tls
        self.tuples: tuple[c.ScheduleTupleType, ...] = ()
        self.challenge = b""
        self.parameter_set = 0

    @property
    def is_ac(self) -> bool:
        """An AC service."""
        return self.service in (1, 5)

    @property
    def bpt(self) -> bool:
        """A bidirectional service."""
        return self.service in (5, 6, 9)

    @property
    def loop_name(self) -> str:
        """Name of its loop message."""
        return "AC_ChargeLoop" if self.is_ac else "DC_ChargeLoop"

    # ---- steps ----------------------------------------------------------------------------------------------------------------------

    def steps(self) -> list[tuple[str, Callable[[], object]]]:
        """What the EV does, in order; a step has the name of its message."""
        begin: list[tuple[str, Callable[[], object]]] = [
            ("SupportedAppProtocol", self.select), ("SessionSetup", self.set_up), ("AuthorizationSetup", self.set_up_authorization),
            ("Authorization", self.authorize), ("ServiceDiscovery", self.discover), ("ServiceDetail", self.ask_details),
            ("ServiceSelection", self.choose), ("ChargeParameterDiscovery", self.parameters), ("ScheduleExchange", self.schedule),
        ]
        if self.is_ac:
            return [*begin, ("PowerDelivery", self.start), (self.loop_name, self.loop), ("Stop", self.stop)]
        return [
            *begin, ("DC_CableCheck", self.check_cable), ("DC_PreCharge", self.pre_charge), ("PowerDelivery", self.start),
            (self.loop_name, self.loop), ("Stop", self.stop), ("DC_WeldingDetection", self.weld),
        ]

    def to(self, before: str) -> Car:
        """Plug in, connect and go on until the SECC waits for `before`."""
        self.ev.open(tls=self.tls)
        return self.go(before=before)

    def through(self, after: str) -> Car:
        """Plug in, connect and go on until step `after` is done."""
        self.ev.open(tls=self.tls)
        return self.go(after=after)

    def go(self, *, begin: str = "SupportedAppProtocol", before: str = "", after: str = "") -> Car:
        """Steps from `begin` on, up to but without `before`, or including `after`."""
        steps = self.steps()
        names = [name for name, _ in steps]
        end = names.index(before) if before else names.index(after) + 1
        for _, step in steps[names.index(begin):end]:
            step()
        return self

    def select(self) -> None:
        """supportedAppProtocol chooses -20."""
        self.ev.negotiate((AC_NAMESPACE if self.is_ac else DC_NAMESPACE, 1, 0, 1, 1))
        self.ev.dialect, self.ev.session_id = ISO20, bytes(8)

    def set_up(self, session_id: bytes = bytes(8), code: str = "OK_NewSessionEstablished") -> bytes:
        """SessionSetup; the id of the session."""
        self.ev.ask(requests.session_setup(), c.SessionSetupRes, code, session_id=session_id)
        return self.ev.session_id

    def set_up_authorization(self) -> c.AuthorizationSetupRes:
        """AuthorizationSetup."""
        response = self.ev.ask(requests.authorization_setup(), c.AuthorizationSetupRes)
        if response.pn_c_as_res_authorization_mode is not None:
            self.challenge = response.pn_c_as_res_authorization_mode.gen_challenge
        return response

    def authorize(self) -> None:
        """Authorization by a card that is accepted at once."""
        self.ev.station.tell(Authorized(verdict="accepted"))
        self.poll(requests.authorization, c.AuthorizationRes)

    def discover(self) -> c.ServiceDiscoveryRes:
        """ServiceDiscovery."""
        return self.ev.ask(requests.service_discovery(), c.ServiceDiscoveryRes)

    def ask_details(self) -> c.ServiceDetailRes:
        """ServiceDetail; the parameter set for this control mode is remembered."""
        response = self.ev.ask(requests.service_detail(self.service), c.ServiceDetailRes)
        wanted = (1 if self.control == "scheduled" else 2, 2 if self.by_station else 1)
        for one in response.service_parameter_list.parameter_set:
            values = {parameter.name: parameter.int_value for parameter in one.parameter}
            if (values.get("ControlMode"), values.get("MobilityNeedsMode")) == wanted:
                self.parameter_set = one.parameter_set_id
                return response
        raise CheckFailed(f"no parameter set with ControlMode {wanted[0]} and MobilityNeedsMode {wanted[1]}")

    def choose(self) -> None:
        """ServiceSelection."""
        self.ev.ask(requests.service_selection(self.service, self.parameter_set), c.ServiceSelectionRes)

    def parameters(self) -> ac.AC_ChargeParameterDiscoveryRes | dc.DC_ChargeParameterDiscoveryRes:
        """ChargeParameterDiscovery."""
        if self.is_ac:
            limits = requests.ac_bpt_limits() if self.bpt else requests.ac_limits()
            return self.ev.ask(requests.ac_parameters(limits), ac.AC_ChargeParameterDiscoveryRes)
        dc_limits = requests.dc_bpt_limits() if self.bpt else requests.dc_limits()
        return self.ev.ask(requests.dc_parameters(dc_limits), dc.DC_ChargeParameterDiscoveryRes)

    def schedule(self) -> c.ScheduleExchangeRes:
        """ScheduleExchange until it is finished."""
        response = self.poll(lambda: requests.schedule_exchange(self.control), c.ScheduleExchangeRes)
        mode = response.scheduled_se_res_control_mode
        self.tuples = mode.schedule_tuple if mode else ()
        return response

    def check_cable(self) -> None:
        """State C, then DC_CableCheck until it is finished."""
        self.ev.pilot("C")
        self.poll(requests.cable_check, dc.DC_CableCheckRes)

    def pre_charge(self) -> None:
        """DC_PreCharge until the voltage is there, and said to be finished."""
        voltage = 0.0
        for _ in range(70):
            if abs(voltage - 400.0) <= 20.0:
                break
            voltage = self._pre_charged(voltage, finished=False)
            self.ev.wait(0.1)
        require(abs(voltage - 400.0) <= 20.0, "no pre-charge voltage within 7 s")
        self._pre_charged(voltage, finished=True)

    def _pre_charged(self, voltage: float, *, finished: bool) -> float:
        response = self.ev.ask(requests.pre_charge(present_v=voltage, finished=finished), dc.DC_PreChargeRes)
        return requests.number(response.evse_present_voltage)

    def profile(self, *entries: tuple[int, float], schedule: int = 1, tolerance: str | None = None) -> c.EVPowerProfileType:
        """Its power profile: 5 kW for a day unless entries are given."""
        plan = entries or ((86_400, 5_000.0),)
        return requests.profile(self.control, plan, now=self.ev.bench.unix(), schedule=schedule, tolerance=tolerance)

    def start(self, code: str = "OK") -> c.PowerDeliveryRes:
        """PowerDelivery(Start), in state C."""
        self.ev.pilot("C")
        return self.ev.ask(requests.power_delivery("Start", self.profile()), c.PowerDeliveryRes, code)

    def loop_request(self, *, meter: bool = False, current_a: float = 12.0) -> ac.AC_ChargeLoopReq | dc.DC_ChargeLoopReq:
        """A good loop message of its service and control mode, within its profile."""
        if self.is_ac:
            return requests.ac_loop(self.control, bpt=self.bpt, power_w=5_000.0, meter=meter)
        return requests.dc_loop(self.control, bpt=self.bpt, meter=meter, current_a=current_a)

    def loop(self, *, meter: bool = False) -> ac.AC_ChargeLoopRes | dc.DC_ChargeLoopRes:
        """One turn of the loop."""
        if self.is_ac:
            return self.ev.ask(self.loop_request(meter=meter), ac.AC_ChargeLoopRes)
        return self.ev.ask(self.loop_request(meter=meter), dc.DC_ChargeLoopRes)

    def turn(self, seconds: float, *, every_s: float = 0.2) -> Car:
        """Keep the loop alive for so long."""
        end = self.ev.now() + seconds
        while self.ev.now() < end:
            self.loop()
            self.ev.wait(every_s)
        return self

    def stop(self) -> None:
        """PowerDelivery(Stop), then state B."""
        self.ev.ask(requests.power_delivery("Stop"), c.PowerDeliveryRes)
        self.ev.pilot("B")

    def weld(self) -> None:
        """DC_WeldingDetection, finished at once."""
        self.ev.ask(requests.welding_detection(finished=True), dc.DC_WeldingDetectionRes)

    def end(self, how: str = "Terminate", code: str = "OK") -> None:
        """SessionStop and the end of the connection."""
        self.ev.ask(requests.session_stop(how), c.SessionStopRes, code)
        self.ev.expect_closed()

    def pause(self) -> bytes:
        """From the loop to SessionStop(Pause); the data link is gone. The stored id."""
        self.stop()
        self.end("Pause")
        stored = self.ev.session_id
        self.ev.station.dlink(False)
        self.ev.wait(60.0)
        return stored

    def resume(self, stored: bytes, code: str = "OK_OldSessionJoined", tls: Tls = "1.3") -> None:
        """A new connection and SessionSetup with the stored id."""
        self.ev.station.dlink(True)
        self.ev.reconnect(tls=tls)
        self.select()
        self.set_up(stored, code)

    def again(self) -> None:
        """Leave whatever connection there is, and plug in for the next one."""
        self.ev.pilot("B")
        self.ev.station.dlink(False)

    def poll(self, request: Callable[[], object], kind: type[P], within_s: float = 40.0) -> P:
        """Repeat a request every 200 ms until its answer says Finished; CheckFailed when it does not in this time."""
        until = self.ev.now() + within_s
        while True:
            response = self.ev.ask(request(), kind)
            if response.evse_processing is FINISHED:
                return response
            require(self.ev.now() < until, f"{kind.__name__} was not Finished within {within_s} s")
            self.ev.wait(0.2)

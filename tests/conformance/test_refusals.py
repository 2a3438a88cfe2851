"""What is not implemented is refused with the right code: ACDP, WPT, AC DER (the reasons in the list say so)."""

from __future__ import annotations

import pytest

from secc.conformance.dialect import SYSTEM_STATUS
from secc.conformance.ev import Ev
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC, DC, Car
from secc.conformance.iso20.services import energy
from secc.messages import iso20_ac_der_iec as der
from secc.messages import iso20_acdp as acdp
from secc.messages import iso20_common as c
from secc.messages import iso20_wpt as wpt
from secc.testing.memory_bench import MemoryBench

PREFIX = "urn:iso:std:iso:15118:-20:"


@pytest.mark.parametrize("namespace", ["ACDP", "WPT", "AC-DER-IEC", "AC-DER-SAE"])
def test_a_namespace_that_is_not_implemented_is_not_negotiated(namespace: str) -> None:
    bench = MemoryBench(AC)
    ev = Ev(bench)
    ev.open(tls="1.3")
    ev.negotiate((PREFIX + namespace, 1, 0, 1, 1), code="Failed_NoNegotiation")
    ev.expect_closed()
    bench.close()


@pytest.mark.parametrize("service", [3, 4, 7, 10, 11])
def test_a_service_that_is_not_implemented_is_not_offered_and_has_no_details(service: int) -> None:
    bench = MemoryBench(DC)
    ev = Ev(bench)
    car = Car(ev).to("ServiceDiscovery")
    assert service not in energy(car.discover())
    ev.refused(requests.service_detail(service), c.ServiceDetailRes, "FAILED_ServiceIDInvalid")
    bench.close()


ACDP = acdp.ACDP_VehiclePositioningReq(header=requests.BLANK, ev_mobility_status=False, ev_positioning_support=True)
WPT = wpt.WPT_AlignmentCheckReq(
    header=requests.BLANK, ev_processing=requests.FINISHED, ev_result_code=wpt.WPT_EVResultType.EVResultSuccess,
)
STATUS = acdp.ACDP_SystemStatusReq(
    header=requests.BLANK, ev_technical_status=acdp.EVTechnicalStatusType(ev_ready_to_charge=True, ev_immobilization_request=False),
)
ZERO = requests.rational(0)
DER = der.AC_ChargeParameterDiscoveryReq(
    header=requests.BLANK,
    ac_cpd_req_energy_transfer_mode=der.DER_AC_CPDReqEnergyTransferMode(
        ev_maximum_charge_power=ZERO, ev_minimum_charge_power=ZERO, ev_processing=requests.ONGOING, ev_maximum_discharge_power=ZERO,
        ev_minimum_discharge_power=ZERO,
    ),
)
UNSERVED = [
    (ACDP, acdp.ACDP_VehiclePositioningRes, None), (WPT, wpt.WPT_AlignmentCheckRes, None), (DER, der.AC_ChargeParameterDiscoveryRes, None),
    (STATUS, acdp.ACDP_SystemStatusRes, SYSTEM_STATUS),
]


@pytest.mark.parametrize(("request_", "response", "stream"), UNSERVED, ids=["ACDP", "WPT", "AC DER", "system status"])
@pytest.mark.parametrize("state", ["ServiceDetail", "DC_ChargeLoop"])
def test_a_message_that_is_not_implemented_is_out_of_sequence(state: str, request_: object, response: type, stream: int | None) -> None:
    bench = MemoryBench(DC)
    ev = Ev(bench)
    Car(ev).to(state)
    ev.refused(request_, response, "FAILED_SequenceError", stream=stream)
    bench.close()


def test_a_message_that_is_not_implemented_needs_the_right_session_id_first() -> None:
    bench = MemoryBench(DC)
    ev = Ev(bench)
    Car(ev).to("ServiceDetail")
    ev.refused(ACDP, acdp.ACDP_VehiclePositioningRes, "FAILED_UnknownSession", session_id=bytes(8))
    bench.close()

"""All checks by id, in the order of their areas."""

from __future__ import annotations

from secc.conformance import sae, sap, sdp, tls, v2gtp
from secc.conformance.check import Area, Check
from secc.conformance.din import charging as din_charging
from secc.conformance.din import setup as din_setup
from secc.conformance.din import states as din_states
from secc.conformance.iso2 import (
    authorization,
    certificates,
    charge_parameters,
    charging_status,
    contract_authorization,
    current_demand,
    dc_start,
    ending,
    payment_details,
    power_delivery,
    receipts,
    services,
    services_tls,
    session_setup,
    states,
)
from secc.conformance.iso20 import ac_loop, codec, dc_loop, notification, parameters, schedule, sequence, side_streams, transport
from secc.conformance.iso20 import authorization as iso20_authorization
from secc.conformance.iso20 import certificates as iso20_certificates
from secc.conformance.iso20 import power_delivery as iso20_power_delivery
from secc.conformance.iso20 import sap as iso20_sap
from secc.conformance.iso20 import services as iso20_services
from secc.conformance.iso20 import session_setup as iso20_session_setup
from secc.conformance.iso20 import session_stop as iso20_session_stop

_HOMES = (
    sdp, v2gtp, sap, tls, states, session_setup, services, services_tls, payment_details, authorization, contract_authorization,
    certificates, charge_parameters, power_delivery, charging_status, receipts, dc_start, current_demand, ending,
    din_setup, din_charging, din_states, sae,
    iso20_sap, transport, iso20_session_setup, sequence, iso20_authorization, iso20_certificates, iso20_services, parameters, schedule,
    iso20_power_delivery, ac_loop, dc_loop, notification, iso20_session_stop, side_streams, codec,
)


def areas() -> list[Area]:
    """All areas."""
    return [area for home in _HOMES for area in home.AREAS]


def _by_id() -> dict[str, Check]:
    checks: dict[str, Check] = {}
    for area in areas():
        for check in area.checks:
            if check.id in checks:
                raise ValueError(f"two checks are called {check.id}")
            checks[check.id] = check
    return checks


CHECKS = _by_id()

"""DIN SPEC 70121 on one page: what the station accepts, where it leads, and which requirement says so. What is not here is refused."""

from __future__ import annotations

from typing import Final

from secc.messages import din
from secc.session.din import authorization, dc, parameters, setup, stop
from secc.session.din.states import (
    AUTHORIZATION,
    CABLE_CHECK,
    CHARGING,
    CHARGING_FIRST,
    END,
    PARAMETERS,
    PRE_CHARGE,
    PRE_CHARGING,
    SERVICE_DISCOVERY,
    SERVICE_SELECTION,
    SESSION_SETUP,
    WELDING,
)
from secc.session.table import Row, row, rows

COMMON: Final = (
    row(SESSION_SETUP, din.SessionSetupReq, setup.session_setup, to=[SERVICE_DISCOVERY], req="V2G-DC-437"),
    row(SERVICE_DISCOVERY, din.ServiceDiscoveryReq, setup.service_discovery, to=[SERVICE_SELECTION], req="V2G-DC-438 V2G-DC-439 V2G-DC-440"),
    row(SERVICE_SELECTION, din.ServicePaymentSelectionReq, setup.service_payment_selection, to=[AUTHORIZATION], req="V2G-DC-441 V2G-DC-443"),
    row(AUTHORIZATION, din.ContractAuthenticationReq, authorization.contract_authentication, to=[AUTHORIZATION, PARAMETERS],
        req="V2G-DC-444 V2G-DC-494 V2G-DC-497"),
    row(PARAMETERS, din.ChargeParameterDiscoveryReq, parameters.charge_parameter_discovery, to=[PARAMETERS, CABLE_CHECK],
        req="V2G-DC-445 V2G-DC-495 V2G-DC-498"),
)

DC: Final = (
    row(CABLE_CHECK, din.CableCheckReq, dc.cable_check, to=[CABLE_CHECK, PRE_CHARGE], req="V2G-DC-418 V2G-DC-453 V2G-DC-454 V2G-DC-499"),
    row(PRE_CHARGE, din.PreChargeReq, dc.pre_charge, to=[PRE_CHARGING], req="V2G-DC-455"),
    row(PRE_CHARGING, din.PreChargeReq, dc.pre_charge, to=[PRE_CHARGING], req="V2G-DC-457"),
    row(PRE_CHARGING, din.PowerDeliveryReq, dc.power_delivery, to=[CHARGING_FIRST, WELDING], req="V2G-DC-458"),
    row(CHARGING_FIRST, din.CurrentDemandReq, dc.current_demand, to=[CHARGING], req="V2G-DC-461 V2G-DC-462"),
    row(CHARGING_FIRST, din.PowerDeliveryReq, dc.power_delivery, to=[WELDING], switch="stop_before_first_loop"),
    row(CHARGING, din.CurrentDemandReq, dc.current_demand, to=[CHARGING], req="V2G-DC-464"),
    row(CHARGING, din.PowerDeliveryReq, dc.power_delivery, to=[WELDING], req="V2G-DC-459 V2G-DC-465"),
    row(WELDING, din.WeldingDetectionReq, dc.welding_detection, to=[WELDING], req="V2G-DC-468"),
)

STOP: Final = rows(
    (SERVICE_DISCOVERY, SERVICE_SELECTION, AUTHORIZATION, PARAMETERS, CABLE_CHECK, PRE_CHARGE, PRE_CHARGING, WELDING),
    din.SessionStopReq, stop.session_stop, to=[END], req="V2G-DC-450 V2G-DC-451 V2G-DC-469",
)
"""Everywhere but before a session and inside the loop, where power has to be ramped down first (facts 5.2)."""

ROWS: Final[tuple[Row, ...]] = COMMON + DC + STOP

"""ISO 15118-2 on one page: what the station accepts, where it leads, and which requirement says so. What is not here is refused."""

from __future__ import annotations

from typing import Final

from secc.messages import iso2
from secc.session.iso2 import ac, authorization, contract, dc, parameters, setup, stop
from secc.session.iso2.states import (
    AC_CHARGING,
    AC_CHARGING_FIRST,
    AC_POWER_DELIVERY,
    AC_RECEIPT,
    AUTHORIZATION,
    CABLE_CHECK,
    CONTRACT,
    DC_CHARGING,
    DC_CHARGING_FIRST,
    DC_RECEIPT,
    END,
    PARAMETERS,
    PAYMENT_DETAILS,
    PRE_CHARGE,
    PRE_CHARGING,
    SERVICE_DISCOVERY,
    SERVICE_SELECTION,
    SESSION_SETUP,
    SESSION_STOP,
    WELDING,
)
from secc.session.table import Row, row, rows

COMMON: Final = (
    row(SESSION_SETUP, iso2.SessionSetupReq, setup.session_setup, to=[SERVICE_DISCOVERY], req="V2G2-542 V2G2-543"),
    row(SERVICE_DISCOVERY, iso2.ServiceDiscoveryReq, setup.service_discovery, to=[SERVICE_SELECTION], req="V2G2-544 V2G2-545"),
    row(SERVICE_SELECTION, iso2.ServiceDetailReq, setup.service_detail, to=[SERVICE_SELECTION], req="V2G2-547 V2G2-548 V2G2-549"),
    row(SERVICE_SELECTION, iso2.PaymentServiceSelectionReq, setup.payment_service_selection, to=[AUTHORIZATION, CONTRACT], req="V2G2-550 V2G2-551"),
    row(AUTHORIZATION, iso2.AuthorizationReq, authorization.authorization, to=[AUTHORIZATION, PARAMETERS], req="V2G2-562 V2G2-573 V2G2-687"),
    row(PARAMETERS, iso2.ChargeParameterDiscoveryReq, parameters.charge_parameter_discovery, to=[PARAMETERS, AC_POWER_DELIVERY, CABLE_CHECK],
        req="V2G2-565 V2G2-582 V2G2-688"),
)

PLUG_AND_CHARGE: Final = (
    row(CONTRACT, iso2.CertificateInstallationReq, contract.certificate_installation, to=[PAYMENT_DETAILS], req="V2G2-553 V2G2-554"),
    row(CONTRACT, iso2.CertificateUpdateReq, contract.certificate_update, to=[PAYMENT_DETAILS], req="V2G2-556 V2G2-557 V2G2-558"),
    *rows((CONTRACT, PAYMENT_DETAILS), iso2.PaymentDetailsReq, contract.payment_details, to=[AUTHORIZATION], req="V2G2-557 V2G2-559 V2G2-560"),
    row(AC_RECEIPT, iso2.MeteringReceiptReq, contract.metering_receipt, to=[AC_CHARGING], req="V2G2-580"),
    row(DC_RECEIPT, iso2.MeteringReceiptReq, contract.metering_receipt, to=[DC_CHARGING], req="V2G2-796 V2G2-797"),
)

AC: Final = (
    row(AC_POWER_DELIVERY, iso2.PowerDeliveryReq, ac.power_delivery, to=[AC_CHARGING_FIRST, SESSION_STOP], req="V2G2-576 V2G2-590 V2G2-812"),
    *rows((AC_CHARGING_FIRST, AC_CHARGING), iso2.ChargingStatusReq, ac.charging_status, to=[AC_CHARGING, AC_RECEIPT], req="V2G2-575 V2G2-577"),
    row(AC_CHARGING, iso2.PowerDeliveryReq, ac.power_delivery, to=[PARAMETERS, SESSION_STOP], req="V2G2-813 V2G2-841"),
    row(AC_CHARGING_FIRST, iso2.PowerDeliveryReq, ac.power_delivery, to=[PARAMETERS, SESSION_STOP], switch="stop_before_first_loop"),
)

DC: Final = (
    row(CABLE_CHECK, iso2.CableCheckReq, dc.cable_check, to=[CABLE_CHECK, PRE_CHARGE], req="V2G2-582 V2G2-583 V2G2-584 V2G2-621"),
    row(CABLE_CHECK, iso2.PowerDeliveryReq, dc.power_delivery, to=[DC_CHARGING_FIRST, WELDING], switch="renegotiation_shortcut"),
    row(PRE_CHARGE, iso2.PreChargeReq, dc.pre_charge, to=[PRE_CHARGING], req="V2G2-586"),
    row(PRE_CHARGING, iso2.PreChargeReq, dc.pre_charge, to=[PRE_CHARGING], req="V2G2-587"),
    row(PRE_CHARGING, iso2.PowerDeliveryReq, dc.power_delivery, to=[DC_CHARGING_FIRST, WELDING], req="V2G2-589 V2G2-590 V2G2-812"),
    row(DC_CHARGING_FIRST, iso2.CurrentDemandReq, dc.current_demand, to=[DC_CHARGING, DC_RECEIPT], req="V2G2-592 V2G2-593 V2G2-795"),
    row(DC_CHARGING_FIRST, iso2.PowerDeliveryReq, dc.power_delivery, to=[PARAMETERS, WELDING], switch="stop_before_first_loop"),
    row(DC_CHARGING, iso2.CurrentDemandReq, dc.current_demand, to=[DC_CHARGING, DC_RECEIPT], req="V2G2-592 V2G2-593 V2G2-795"),
    row(DC_CHARGING, iso2.PowerDeliveryReq, dc.power_delivery, to=[PARAMETERS, WELDING], req="V2G2-601 V2G2-813"),
    row(WELDING, iso2.WeldingDetectionReq, dc.welding_detection, to=[WELDING], req="V2G2-596 V2G2-597"),
)

STOP: Final = rows(
    (
        SERVICE_DISCOVERY,
        SERVICE_SELECTION,
        CONTRACT,
        PAYMENT_DETAILS,
        AUTHORIZATION,
        PARAMETERS,
        AC_POWER_DELIVERY,
        CABLE_CHECK,
        PRE_CHARGE,
        PRE_CHARGING,
        WELDING,
        SESSION_STOP,
    ),
    iso2.SessionStopReq,
    stop.session_stop,
    to=[END],
    req="V2G2-568 V2G2-570 V2G2-571",
)
"""Everywhere but before a session and inside the loops, where power has to be ramped down first (facts 3.2.3)."""

ROWS: Final[tuple[Row, ...]] = COMMON + PLUG_AND_CHARGE + AC + DC + STOP

"""ISO 15118-20 on one page: what the station accepts, where it leads, and which requirement says so. What is not here is refused."""

from __future__ import annotations

from typing import Final

from secc.messages import iso20_ac, iso20_dc
from secc.messages import iso20_common as common
from secc.session.iso20 import ac, authorization, contract, dc, metering, parameters, parking, schedules, setup, stop
from secc.session.iso20.states import (
    AC_LOOP,
    AC_PARAMETERS,
    AC_POWER_DELIVERY,
    AC_STANDBY,
    AUTHORIZATION,
    AUTHORIZATION_SETUP,
    DC_CABLE_CHECK,
    DC_CABLE_CHECKING,
    DC_LOOP,
    DC_PARAMETERS,
    DC_PRE_CHARGE,
    DC_PRE_CHARGED,
    DC_PRE_CHARGING,
    DC_STANDBY,
    DC_STANDBY_UNTESTED,
    DC_WELDING,
    END,
    LOOPS,
    SCHEDULES,
    SERVICE_DETAIL,
    SERVICE_DISCOVERY,
    SERVICE_SELECTION,
    SESSION_SETUP,
    SESSION_STOP,
)
from secc.session.table import Row, row, rows

COMMON: Final = (
    row(SESSION_SETUP, common.SessionSetupReq, setup.session_setup, to=[AUTHORIZATION_SETUP, AC_PARAMETERS, DC_PARAMETERS],
        req="V2G20-1032 V2G20-2097 V2G20-2098 V2G20-2622 V2G20-2626"),
    row(AUTHORIZATION_SETUP, common.AuthorizationSetupReq, authorization.authorization_setup, to=[AUTHORIZATION],
        req="V2G20-2566 V2G20-2567 V2G20-2568"),
    row(AUTHORIZATION, common.AuthorizationSetupReq, authorization.authorization_setup, to=[AUTHORIZATION]),
    row(AUTHORIZATION, common.AuthorizationReq, authorization.authorization, to=[AUTHORIZATION, SERVICE_DISCOVERY],
        req="V2G20-1582 V2G20-2209 V2G20-2226 V2G20-2230 V2G20-2565"),
    row(AUTHORIZATION, common.CertificateInstallationReq, contract.certificate_installation, to=[AUTHORIZATION]),
    row(SERVICE_DISCOVERY, common.ServiceDiscoveryReq, setup.service_discovery, to=[SERVICE_DETAIL], req="V2G20-1248 V2G20-1249 V2G20-1956"),
    *rows((SERVICE_DETAIL, SERVICE_SELECTION), common.ServiceDetailReq, setup.service_detail, to=[SERVICE_SELECTION], req="V2G20-425 V2G20-464"),
    row(SERVICE_SELECTION, common.ServiceSelectionReq, setup.service_selection, to=[AC_PARAMETERS, DC_PARAMETERS],
        req="V2G20-433 V2G20-467 V2G20-1216 V2G20-1618"),
    row(SCHEDULES, common.ScheduleExchangeReq, schedules.schedule_exchange, to=[SCHEDULES, AC_POWER_DELIVERY, DC_CABLE_CHECK], req="V2G20-2122"),
)

AC: Final = (
    row(AC_PARAMETERS, iso20_ac.AC_ChargeParameterDiscoveryReq, parameters.ac_charge_parameter_discovery, to=[SCHEDULES],
        req="V2G20-1619 V2G20-2097"),
    row(AC_POWER_DELIVERY, common.ScheduleExchangeReq, schedules.schedule_exchange, to=[AC_POWER_DELIVERY]),
    row(AC_POWER_DELIVERY, common.PowerDeliveryReq, ac.power_delivery, to=[AC_POWER_DELIVERY, AC_LOOP, AC_STANDBY, SESSION_STOP],
        req="V2G20-847 V2G20-1617"),
    row(AC_LOOP, iso20_ac.AC_ChargeLoopReq, ac.charge_loop, to=[AC_LOOP], req="V2G20-1500 V2G20-1600"),
    row(AC_LOOP, common.PowerDeliveryReq, ac.power_delivery, to=[AC_LOOP, AC_STANDBY, SESSION_STOP], req="V2G20-3210"),
    row(AC_STANDBY, iso20_ac.AC_ChargeLoopReq, ac.charge_loop, to=[AC_STANDBY], req="V2G20-2113"),
    row(AC_STANDBY, common.PowerDeliveryReq, ac.power_delivery, to=[AC_STANDBY, AC_LOOP, SESSION_STOP], req="V2G20-2113"),
)

DC: Final = (
    row(DC_PARAMETERS, iso20_dc.DC_ChargeParameterDiscoveryReq, parameters.dc_charge_parameter_discovery, to=[SCHEDULES],
        req="V2G20-2098 V2G20-2272"),
    *rows((DC_CABLE_CHECK, DC_CABLE_CHECKING, DC_STANDBY_UNTESTED), iso20_dc.DC_CableCheckReq, dc.cable_check, to=[DC_CABLE_CHECKING, DC_PRE_CHARGE]),
    *rows((DC_CABLE_CHECK, DC_STANDBY_UNTESTED), common.PowerDeliveryReq, dc.power_delivery,
          to=[DC_CABLE_CHECK, DC_STANDBY_UNTESTED, DC_WELDING], req="V2G20-2122"),
    row(DC_STANDBY_UNTESTED, iso20_dc.DC_ChargeLoopReq, dc.charge_loop, to=[DC_STANDBY_UNTESTED], req="V2G20-2113"),
    *rows((DC_PRE_CHARGE, DC_PRE_CHARGING, DC_PRE_CHARGED), iso20_dc.DC_PreChargeReq, dc.pre_charge, to=[DC_PRE_CHARGING, DC_PRE_CHARGED]),
    row(DC_PRE_CHARGING, common.PowerDeliveryReq, dc.power_delivery, to=[DC_PRE_CHARGING, DC_LOOP, DC_STANDBY, DC_WELDING],
        switch="power_during_precharge"),
    row(DC_PRE_CHARGED, common.PowerDeliveryReq, dc.power_delivery, to=[DC_PRE_CHARGED, DC_LOOP, DC_STANDBY, DC_WELDING]),
    row(DC_LOOP, iso20_dc.DC_ChargeLoopReq, dc.charge_loop, to=[DC_LOOP], req="V2G20-1502 V2G20-1600"),
    row(DC_LOOP, common.PowerDeliveryReq, dc.power_delivery, to=[DC_LOOP, DC_STANDBY, DC_WELDING]),
    row(DC_STANDBY, iso20_dc.DC_ChargeLoopReq, dc.charge_loop, to=[DC_STANDBY], req="V2G20-2113"),
    row(DC_STANDBY, common.PowerDeliveryReq, dc.power_delivery, to=[DC_STANDBY, DC_LOOP, DC_WELDING], req="V2G20-2113"),
    row(DC_WELDING, common.PowerDeliveryReq, dc.power_delivery, to=[DC_WELDING]),
    row(DC_WELDING, iso20_dc.DC_WeldingDetectionReq, dc.welding_detection, to=[DC_WELDING, SESSION_STOP]),
    row(SESSION_STOP, iso20_dc.DC_WeldingDetectionReq, dc.welding_detection, to=[SESSION_STOP]),
)

STOP: Final = rows(
    (AUTHORIZATION_SETUP, AUTHORIZATION, SERVICE_DISCOVERY, SERVICE_DETAIL, SERVICE_SELECTION, AC_PARAMETERS, DC_PARAMETERS, SCHEDULES,
     AC_POWER_DELIVERY, AC_LOOP, AC_STANDBY, DC_CABLE_CHECK, DC_CABLE_CHECKING, DC_STANDBY_UNTESTED, DC_PRE_CHARGE, DC_PRE_CHARGING, DC_PRE_CHARGED,
     DC_LOOP, DC_STANDBY, DC_WELDING, SESSION_STOP),
    common.SessionStopReq, stop.session_stop, to=[END, SERVICE_DISCOVERY], req="V2G20-1477 V2G20-1633 V2G20-1643 V2G20-1956",
)
"""Everywhere after SessionSetup; power is ramped down first."""

SERVED: Final = (
    AC_PARAMETERS, DC_PARAMETERS, SCHEDULES, AC_POWER_DELIVERY, AC_LOOP, AC_STANDBY, DC_CABLE_CHECK, DC_CABLE_CHECKING, DC_STANDBY_UNTESTED,
    DC_PRE_CHARGE, DC_PRE_CHARGING, DC_PRE_CHARGED, DC_LOOP, DC_STANDBY, DC_WELDING, SESSION_STOP,
)
"""The states after ServiceSelection."""

ASIDE: Final = (
    *(row(state, common.ScheduleExchangeReq, schedules.schedule_exchange, to=[state], stream="schedule") for state in LOOPS),
    *(row(state, common.ScheduleExchangeReq, schedules.schedule_exchange, to=[state]) for state in LOOPS),
    *(row(state, common.MeteringConfirmationReq, metering.metering_confirmation, to=[state], req="V2G20-1083", stream="metering") for state in LOOPS),
    *(row(state, common.MeteringConfirmationReq, metering.metering_confirmation, to=[state], req="V2G20-1083") for state in LOOPS),
    *(row(state, common.VehicleCheckInReq, parking.check_in, to=[state], stream="parking") for state in SERVED),
    *(row(state, common.VehicleCheckOutReq, parking.check_out, to=[state], stream="parking") for state in SERVED),
)
"""Dialogues of their own beside the main one; the first two are taken on the main stream as well, for no EV is known to have others (facts 1.4)."""

ROWS: Final[tuple[Row, ...]] = COMMON + AC + DC + STOP + ASIDE

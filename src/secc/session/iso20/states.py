"""The states of an ISO 15118-20 session: each is named for what the station waits for."""

from typing import Final

SESSION_SETUP: Final = "SessionSetup"
AUTHORIZATION_SETUP: Final = "AuthorizationSetup"
AUTHORIZATION: Final = "Authorization"
"""Authorization or CertificateInstallation, until a way to pay is accepted."""
SERVICE_DISCOVERY: Final = "ServiceDiscovery"
SERVICE_DETAIL: Final = "ServiceDetail"
SERVICE_SELECTION: Final = "ServiceSelection"
"""ServiceDetail, any number of times, then ServiceSelection."""
AC_PARAMETERS: Final = "AC_ChargeParameterDiscovery"
DC_PARAMETERS: Final = "DC_ChargeParameterDiscovery"
SCHEDULES: Final = "ScheduleExchange"

AC_POWER_DELIVERY: Final = "AC PowerDelivery"
AC_LOOP: Final = "AC_ChargeLoop"
AC_STANDBY: Final = "AC standby"

DC_CABLE_CHECK: Final = "DC_CableCheck or PowerDelivery"
DC_CABLE_CHECKING: Final = "DC_CableCheck"
DC_STANDBY_UNTESTED: Final = "DC standby before DC_CableCheck"
DC_PRE_CHARGE: Final = "DC_PreCharge"
DC_PRE_CHARGING: Final = "DC_PreCharge again"
"""The EV is not finished."""
DC_PRE_CHARGED: Final = "DC PowerDelivery"
DC_LOOP: Final = "DC_ChargeLoop"
DC_STANDBY: Final = "DC standby"
DC_WELDING: Final = "DC_WeldingDetection"

SESSION_STOP: Final = "SessionStop"
END: Final = "End"

LOOPS: Final = (AC_LOOP, DC_LOOP)
STANDBY: Final = (AC_STANDBY, DC_STANDBY, DC_STANDBY_UNTESTED)

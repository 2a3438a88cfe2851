"""One valid request of every class, and hypothesis strategies for requests with any values that the schema allows."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields, replace

from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as common
from secc.messages import iso20_dc as dc
from secc.messages.iso20_common import RationalNumberType as Rational
from secc.session.iso20.values import HEADER

from . import steps

CHAIN = common.ContractCertificateChainType(certificate=b"\x30\x03", sub_certificates=common.SubCertificatesType(certificate=(b"\x30\x03",)))
INSTALLATION = common.CertificateInstallationReq(
    header=HEADER, oem_provisioning_certificate_chain=common.SignedCertificateChainType(id="id1", certificate=b"\x30\x03"),
    list_of_root_certificate_ids=common.ListOfRootCertificateIDsType(
        root_certificate_id=(common.X509IssuerSerialType(x509_issuer_name="CN=Root", x509_serial_number=1),),
    ),
    maximum_contract_certificate_chains=1,
)
PNC = common.AuthorizationReq(
    header=HEADER, selected_authorization_service=common.authorizationType.PnC,
    pn_c_a_req_authorization_mode=common.PnC_AReqAuthorizationModeType(id="id1", gen_challenge=bytes(16), contract_certificate_chain=CHAIN),
)
METERING = common.MeteringConfirmationReq(
    header=HEADER, signed_metering_data=common.SignedMeteringDataType(
        id="id1", session_id=bytes(8), meter_info=common.MeterInfoType(meter_id="M", charged_energy_reading_wh=1),
        dynamic_smdt_control_mode=common.Dynamic_SMDTControlModeType(),
    ),
)

REQUESTS: dict[type, object] = {
    type(request): request
    for request in (
        steps.SESSION_SETUP, steps.AUTHORIZATION_SETUP, steps.EIM, INSTALLATION, steps.SERVICE_DISCOVERY, steps.detail(2), steps.selection(2),
        steps.ac_parameters(), steps.dc_parameters(), steps.schedules(), steps.delivery(common.chargeProgressType.Start, profile=steps.profile()),
        METERING, steps.ac_loop(), steps.dc_loop(), steps.CABLE_CHECK, steps.pre_charge(), steps.welding(), steps.TERMINATE,
        common.VehicleCheckInReq(
            header=HEADER, ev_check_in_status=common.evCheckInStatusType.CheckIn, parking_method=common.parkingMethodType.Manual,
        ),
        common.VehicleCheckOutReq(header=HEADER, ev_check_out_status=common.evCheckOutStatusType.CheckOut, check_out_time=0),
    )
}

numbers = st.builds(Rational, exponent=st.integers(-128, 127), value=st.integers(-32_768, 32_767)) | st.builds(
    Rational, exponent=st.integers(-3, 3), value=st.integers(-1000, 1000),
)


def struct(kind: type, **others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """`kind` with rational numbers of any size, small integers, and optional fields there or not."""
    told: dict[str, st.SearchStrategy[Any]] = {}
    for field in fields(kind):
        name, optional = str(field.type), not field.required
        value = others.get(field.name, numbers if "Rational" in name else st.booleans() if "bool" in name else st.integers(0, 100))
        told[field.name] = st.none() | value if optional and field.name not in others else value
    return st.builds(kind, **told)


display = st.none() | struct(common.DisplayParametersType)
header = st.just(HEADER)
processing = st.sampled_from(common.processingType)

parameters = st.one_of(
    *(struct(ac.AC_ChargeParameterDiscoveryReq, header=header, ac_cpd_req_energy_transfer_mode=struct(mode))
      for mode in (ac.AC_CPDReqEnergyTransferMode, ac.BPT_AC_CPDReqEnergyTransferMode)),
    *(struct(dc.DC_ChargeParameterDiscoveryReq, header=header, dc_cpd_req_energy_transfer_mode=struct(mode))
      for mode in (dc.DC_CPDReqEnergyTransferMode, dc.BPT_DC_CPDReqEnergyTransferMode)),
)
AC_MODES = (
    ac.Scheduled_AC_CLReqControlMode, ac.Dynamic_AC_CLReqControlMode, ac.BPT_Scheduled_AC_CLReqControlMode, ac.BPT_Dynamic_AC_CLReqControlMode,
)
DC_MODES = (
    dc.Scheduled_DC_CLReqControlMode, dc.Dynamic_DC_CLReqControlMode, dc.BPT_Scheduled_DC_CLReqControlMode, dc.BPT_Dynamic_DC_CLReqControlMode,
)
ac_loops = st.one_of(*(
    struct(ac.AC_ChargeLoopReq, header=header, display_parameters=display, cl_req_control_mode=struct(mode)) for mode in AC_MODES
))
dc_loops = st.one_of(*(
    struct(dc.DC_ChargeLoopReq, header=header, display_parameters=display, cl_req_control_mode=struct(mode)) for mode in DC_MODES
))
entries = st.lists(
    st.builds(common.PowerScheduleEntryType, duration=st.integers(0, 2**32 - 1), power=numbers, power_l2=st.none() | numbers),
    min_size=1, max_size=20,
).map(lambda made: common.EVPowerProfileEntryListType(ev_power_profile_entry=tuple(made)))
profiles = st.none() | st.builds(
    common.EVPowerProfileType, time_anchor=st.integers(0, 2**64 - 1), ev_power_profile_entries=entries,
    dynamic_evppt_control_mode=st.just(common.Dynamic_EVPPTControlModeType()),
) | st.builds(
    common.EVPowerProfileType, time_anchor=st.integers(0, 2**64 - 1), ev_power_profile_entries=entries,
    scheduled_evppt_control_mode=st.builds(
        common.Scheduled_EVPPTControlModeType, selected_schedule_tuple_id=st.integers(1, 3),
        power_tolerance_acceptance=st.none() | st.sampled_from(common.powerToleranceAcceptanceType),
    ),
)
schedules = st.builds(
    common.ScheduleExchangeReq, header=header, maximum_supporting_points=st.integers(12, 1024),
    dynamic_se_req_control_mode=struct(common.Dynamic_SEReqControlModeType, departure_time=st.integers(0, 2**32 - 1)),
) | st.builds(
    common.ScheduleExchangeReq, header=header, maximum_supporting_points=st.integers(12, 1024),
    scheduled_se_req_control_mode=struct(
        common.Scheduled_SEReqControlModeType, departure_time=st.none() | st.integers(0, 2**32 - 1), ev_energy_offer=st.none(),
    ),
)
anything = st.one_of(
    st.sampled_from(list(REQUESTS.values())), parameters, ac_loops, dc_loops, schedules, st.just(PNC),
    st.builds(
        common.PowerDeliveryReq, header=header, ev_processing=processing, charge_progress=st.sampled_from(common.chargeProgressType),
        ev_power_profile=profiles, bpt_channel_selection=st.none() | st.sampled_from(common.channelSelectionType),
    ),
    st.builds(common.SessionStopReq, header=header, charging_session=st.sampled_from(common.chargingSessionType)),
    st.builds(steps.detail, st.integers(0, 65_535)), st.builds(steps.selection, st.integers(0, 65_535), st.integers(0, 65_535)),
    struct(dc.DC_PreChargeReq, header=header, ev_processing=processing),
    st.builds(dc.DC_WeldingDetectionReq, header=header, ev_processing=processing),
)
"""Requests of every class; those that steer power with any number the wire can carry."""


def response_class(request: object) -> type:
    """The class that pairs with a request."""
    name = type(request).__name__.removesuffix("Req") + "Res"
    found = next(getattr(kind, name) for kind in (common, ac, dc) if hasattr(kind, name))
    assert isinstance(found, type)
    return found


def beyond(value: object) -> Iterator[Any]:
    """The value with one part of it outside what its schema allows, as far as bytes can say it."""
    if isinstance(value, Enum | bool):
        return
    if isinstance(value, int):
        yield from (0, 2**16, 2**32, 2**35 - 1)
    elif isinstance(value, str | bytes):
        yield from (value[:0], value[:1] * 5_000)
    elif isinstance(value, tuple):
        yield from ((other, *value[1:]) for other in beyond(value[0]))
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from (replace(value, **{name: other}) for other in beyond(getattr(value, name)) if name != "header")

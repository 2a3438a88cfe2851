"""What the station offers: payment options, the charge service, value-added services, and its parameters for DC."""

from __future__ import annotations

from typing import Final

from secc.config import Service, ServiceParameters
from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EnergyTransferModeType as Mode
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.messages.iso2 import serviceCategoryType as Category
from secc.session import power
from secc.session.decimals import DOWN, UP
from secc.session.iso2 import sae, status, values
from secc.session.iso2.facts import Ctx

CHARGING: Final = 1
CERTIFICATE: Final = 2
INSTALLATION, UPDATE = 1, 2
"""Parameter sets of the certificate service."""

_PAYMENT: Final = {"eim": PaymentOption.ExternalPayment, "contract": PaymentOption.Contract}


def payment_options(context: Ctx) -> iso2.PaymentOptionListType:
    """Contract on TLS only; after a resume exactly what was selected before [V2G2-741]."""
    if context.facts.resumed:
        return iso2.PaymentOptionListType(payment_option=(_PAYMENT[context.facts.payment],))
    offered = tuple(_PAYMENT[payment] for payment in context.config.outlet.payment if payment == "eim" or context.link.tls)
    return iso2.PaymentOptionListType(payment_option=offered or (PaymentOption.ExternalPayment,))


def charge_service(context: Ctx) -> iso2.ChargeServiceType:
    """Service 1, always there."""
    return iso2.ChargeServiceType(
        service_id=CHARGING, service_name="AC_DC_Charging", service_category=Category.EVCharging, free_service=context.config.outlet.free,
        supported_energy_transfer_mode=iso2.SupportedEnergyTransferModeType(energy_transfer_mode=modes(context)),
    )


def modes(context: Ctx) -> tuple[Mode, ...]:
    """Energy transfer modes of the hardware."""
    outlet = context.config.outlet
    ac = (Mode.AC_single_phase_core, Mode.AC_three_phase_core)[: 1 if outlet.ac.phases == 1 else 2]
    dc = tuple(Mode(name) for name in outlet.dc.transfer_modes)
    offered = (ac if {"ac", "ac_bpt"} & set(outlet.energy) else ()) + (dc if {"dc", "dc_bpt"} & set(outlet.energy) else ())
    return offered or dc


def value_added(context: Ctx) -> tuple[Service, ...]:
    """Services beside charging: on TLS only, but for the bidirectional ones of SAE J2847/2, which DC stations offer anywhere (facts 6.1)."""
    outlet = context.config.outlet
    offered = outlet.services if context.link.tls else ()
    if context.link.tls and outlet.certificate_service and "contract" in outlet.payment:
        offered = (_CERTIFICATE_SERVICE, *offered)
    if outlet.sae_j2847_mode != "none" and context.facts.energy == "dc":
        number, name = sae.SERVICES[outlet.sae_j2847_mode]
        offered = (*offered, Service(id=number, name=name))
    return offered


_CERTIFICATE_SERVICE: Final = Service(
    id=CERTIFICATE, name="Certificate", category="ContractCertificate",
    parameter_sets=(
        ServiceParameters(id=INSTALLATION, values={"Service": "Installation"}),
        ServiceParameters(id=UPDATE, values={"Service": "Update"}),
    ),
)


def service(offered: Service) -> iso2.ServiceType:
    """An entry of ServiceList."""
    return iso2.ServiceType(
        service_id=offered.id, service_name=offered.name[:32] or None, service_category=Category(offered.category),
        service_scope=offered.scope or None, free_service=offered.free,
    )


def parameters(offered: Service) -> iso2.ServiceParameterListType | None:
    """The parameter sets of a service; None where it has none."""
    if not offered.parameter_sets:
        return None
    return iso2.ServiceParameterListType(parameter_set=tuple(
        iso2.ParameterSetType(parameter_set_id=sets.id, parameter=tuple(_parameter(name, sets) for name in sets.values))
        for sets in offered.parameter_sets if sets.values
    ))


def _parameter(name: str, of: ServiceParameters) -> iso2.ParameterType:
    value = of.values[name]
    if isinstance(value, bool):
        return iso2.ParameterType(name=name, bool_value=value)
    if isinstance(value, int):
        byte, short = (value if of.width(name) == width else None for width in ("byte", "short"))
        return iso2.ParameterType(name=name, byte_value=byte, short_value=short, int_value=value if byte is None and short is None else None)
    return iso2.ParameterType(name=name, string_value=f"{value:g}" if isinstance(value, float) else value)


def dc_parameters(context: Ctx, default: StatusCode) -> iso2.DC_EVSEChargeParameter:
    """The nominal capability of the DC supply [V2G2-373]; what holds at the moment is told in CurrentDemandRes."""
    dc = context.config.outlet.dc
    volts, amps, watts = power.announced(dc, clamp=context.switches["clamp_table_limits"])
    tolerance, energy = dc.regulation_tolerance_a, dc.energy_to_deliver_wh
    return iso2.DC_EVSEChargeParameter(
        dc_evse_status=status.dc(iso2.DC_EVSEStatusType, context, default),
        evse_maximum_current_limit=values.amps(amps, DOWN),
        evse_maximum_power_limit=values.watts(watts, DOWN),
        evse_maximum_voltage_limit=values.volts(volts, DOWN),
        evse_minimum_current_limit=values.amps(dc.min_current_a, UP),
        evse_minimum_voltage_limit=values.volts(dc.min_voltage_v, UP),
        evse_peak_current_ripple=values.amps(dc.peak_ripple_a, UP),
        evse_current_regulation_tolerance=None if tolerance is None else values.amps(tolerance, UP),
        evse_energy_to_be_delivered=None if energy is None else values.watt_hours(energy),
    )

"""Meter readings of the service session, their confirmation by the EV, and running costs (facts 2.9)."""

from __future__ import annotations

from msgspec.structs import replace

from secc import messages
from secc.messages import iso20_common
from secc.messages.iso20_common import responseCodeType as Code
from secc.security import iso20 as security
from secc.session import events
from secc.session.iso20 import prices, values
from secc.session.iso20.facts import Ctx, Facts, Metering, header, unix
from secc.session.iso20.values import HEADER
from secc.session.table import Refuse, Reply


def metered(context: Ctx) -> Facts:
    """The facts with the energy of this session up to the present reading, and its costs."""
    facts, meter = context.facts, context.evse.meter
    if meter is None:
        return facts
    known = facts.metering
    if known is None:
        return replace(facts, metering=Metering(charged_wh=meter.energy_wh, discharged_wh=meter.exported_wh, at_wh=meter.energy_wh))
    fee = _fee(context)
    cost = known.cost + max(0.0, meter.energy_wh - known.at_wh) / 1000.0 * fee if fee is not None else known.cost
    return replace(facts, metering=replace(known, at_wh=meter.energy_wh, cost=cost))


def _fee(context: Ctx) -> float | None:
    """The price of a kWh that holds now."""
    plan, offered = context.facts.plan, context.facts.offers
    offer = plan.schedule if plan and plan.schedule else offered.schedules[0] if offered else None
    begun = plan.at if plan else context.now
    return prices.price_at(offer, context.now - begun) if offer else None


def reading(context: Ctx) -> iso20_common.MeterInfoType | None:
    """In every loop response [V2G20-1081] [V2G20-1082] [V2G20-1833]; the one that is to be confirmed stays until it is."""
    facts, meter = context.facts, context.evse.meter
    if facts.metered is not None:
        return facts.metered
    if meter is None or facts.metering is None:
        return None
    begun = facts.metering
    return values.meter_info(meter, meter.energy_wh - begun.charged_wh, _discharged(meter.exported_wh, begun.discharged_wh or 0.0, context))


def _discharged(exported_wh: float | None, begun_wh: float, context: Ctx) -> float | None:
    """What came back from the car in this session."""
    if exported_wh is None or not context.facts.service.bidirectional:
        return None
    back = exported_wh - begun_wh
    return back if round(back) > 0 or context.switches["idle_discharge_reading"] else None


def due(context: Ctx) -> bool:
    """A confirmation is to be asked for: with a contract, at the first loop message and then every so often [V2G20-1083]."""
    facts, every = context.facts, context.config.outlet.receipts_every_s
    if facts.payment != "contract" or every is None or context.evse.meter is None:
        return False
    return facts.confirmed_at is None or context.now >= facts.confirmed_at + every


def receipt(context: Ctx) -> iso20_common.ReceiptType | None:
    """What the energy has cost so far, where prices are absolute [V2G20-1919]."""
    facts, fee = context.facts, _fee(context)
    if context.config.outlet.iso20.pricing != "absolute" or facts.metering is None or fee is None:
        return None
    costs = iso20_common.DetailedCostType(amount=values.price(facts.metering.cost), cost_per_unit=values.price(fee))
    return iso20_common.ReceiptType(time_anchor=unix(context), energy_costs=costs)


def metering_confirmation(request: iso20_common.MeteringConfirmationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Session, reading and schedule must be those that were sent, the signature the contract's."""
    facts, data = context.facts, request.signed_metering_data
    if facts.metered is None:
        return Refuse(Code.FAILED_SequenceError, "no confirmation was asked for")
    signature, key = header(context).signature, facts.contract.key if facts.contract else None
    valid = _same(data, context) and key is not None and security.signed(
        "SignedMeteringData", data, signature, key, context.config.tls.profile,
    )
    element = iso20_common.SignedMeteringData(**{name: getattr(data, name) for name in data.__struct_fields__})
    told = events.ReceiptReceived(
        exi=messages.encode_fragment("iso20_common", "SignedMeteringData", element, strict=False),
        signature=signature.signature_value.value if signature else b"", valid=valid,
    )
    if not valid and context.switches["verify_receipts"]:
        return Refuse(Code.FAILED_MeteringSignatureNotValid, "the confirmation is not of what was sent", do=(told,))
    return Reply(
        response=iso20_common.MeteringConfirmationRes(header=HEADER, response_code=Code.OK), to=context.state,
        facts=replace(facts, metered=None, confirmed_at=context.now), do=(told,),
    )


def _same(data: iso20_common.SignedMeteringDataType, context: Ctx) -> bool:
    plan, scheduled = context.facts.plan, data.scheduled_smdt_control_mode
    taken = plan.schedule.id if plan and plan.schedule else None
    told = scheduled.selected_schedule_tuple_id if scheduled else None
    return data.session_id == context.session_id and data.meter_info == context.facts.metered and told == taken

"""What AC and DC have in common at PowerDelivery: the checks in their order (facts 3.7.9), the profile."""

from __future__ import annotations

from secc.messages import iso2
from secc.messages.iso2 import chargeProgressType as Progress
from secc.messages.iso2 import responseCodeType as Code
from secc.session import condition, events, schedule
from secc.session.iso2 import values
from secc.session.iso2.facts import Ctx
from secc.session.schedule import Planned
from secc.session.table import Refuse


def refusal(request: iso2.PowerDeliveryReq, context: Ctx) -> Refuse | None:
    """Why this PowerDelivery cannot be, None when it can. A Stop is never refused here."""
    facts, progress = context.facts, request.charge_progress
    if progress is Progress.Stop:
        return None
    if progress is Progress.Renegotiate and not facts.charging:
        return Refuse(Code.FAILED, "renegotiation before charging")
    if progress is Progress.Start and facts.charging:
        return Refuse(Code.FAILED, "charging already")
    offer = facts.offer(request.sa_schedule_tuple_id)
    if offer is None:
        return Refuse(Code.FAILED_TariffSelectionInvalid, f"tuple {request.sa_schedule_tuple_id}")
    if progress is Progress.Renegotiate:
        return None
    excess = schedule.exceeds(profile(request), offer, tolerant=context.switches["profile_tolerance"],
        at_start=context.switches["profile_at_entry_start"],
    )
    if excess:
        return Refuse(Code.FAILED_ChargingProfileInvalid, excess)
    trouble = condition.undeliverable(context.evse)
    return Refuse(Code.FAILED_PowerDeliveryNotApplied, trouble) if trouble else None


def profile(request: iso2.PowerDeliveryReq) -> tuple[Planned, ...]:
    """The EV's plan; starts are offsets from the start of the schedule."""
    entries = request.charging_profile.profile_entry if request.charging_profile else ()
    return tuple(
        Planned(
            entry.charging_profile_entry_start,
            values.si(entry.charging_profile_entry_max_power),
            entry.charging_profile_entry_max_number_of_phases_in_use,
        )
        for entry in entries
    )


def chosen(request: iso2.PowerDeliveryReq) -> events.ProfileChosen:
    """The plan for the host."""
    return events.ProfileChosen(
        schedule_id=request.sa_schedule_tuple_id, profile=tuple((float(entry.start_s), entry.power_w, entry.phases) for entry in profile(request)),
    )


def no_pilot(context: Ctx, states: str) -> Refuse:
    """The control pilot did not come to where it must be."""
    return Refuse(Code.FAILED, f"control pilot {context.evse.pilot}, {states} needed", "control_pilot")

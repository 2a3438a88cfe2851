"""What AC and DC have in common at PowerDelivery: the checks in their order (facts 3.7.9), the profile, the wait for the control pilot."""

from __future__ import annotations

from collections.abc import Callable

from secc.messages import iso2
from secc.messages.iso2 import chargeProgressType as Progress
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events, schedule
from secc.session.commands import PilotChanged, PilotState
from secc.session.iso2 import status, timing, values
from secc.session.iso2.facts import Ctx, Facts
from secc.session.schedule import Planned
from secc.session.table import Later, Outcome, Refuse

C_OR_D: tuple[PilotState, ...] = ("C", "D")
B: tuple[PilotState, ...] = ("B",)


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
    excess = schedule.exceeds(profile(request), offer, tolerant=context.switches["profile_tolerance"])
    if excess:
        return Refuse(Code.FAILED_ChargingProfileInvalid, excess)
    trouble = status.applicable(context)
    return Refuse(Code.FAILED_PowerDeliveryNotApplied, trouble) if trouble else None


def profile(request: iso2.PowerDeliveryReq) -> tuple[Planned, ...]:
    """The EV's plan; starts are offsets from the start of the schedule."""
    entries = request.charging_profile.profile_entry if request.charging_profile else ()
    return tuple(
        Planned(entry.charging_profile_entry_start, values.si(entry.charging_profile_entry_max_power), entry.charging_profile_entry_max_number_of_phases_in_use)
        for entry in entries
    )


def chosen(request: iso2.PowerDeliveryReq) -> events.ProfileChosen:
    """The plan for the host."""
    return events.ProfileChosen(
        schedule_id=request.sa_schedule_tuple_id, profile=tuple((float(entry.start_s), entry.power_w, entry.phases) for entry in profile(request)),
    )


def await_pilot(
    states: tuple[PilotState, ...], then: Callable[..., Outcome[Facts]], *, facts: Facts | None = None, do: tuple[events.Event, ...] = (),
) -> Later[Facts]:
    """Hold the answer until the control pilot shows one of `states`; FAILED when it does not [V2G2-917] [V2G2-920]."""

    def late(request: object, context: Ctx) -> Refuse:
        return Refuse(Code.FAILED, f"control pilot {context.evse.pilot}, {' or '.join(states)} needed", "control_pilot")

    return Later(within=timing.PILOT, wake=(PilotChanged,), then=then, late=late, facts=facts, do=(*do, events.PilotAwaited(states=states)))


def needs_b(context: Ctx) -> bool:
    """The pilot must show B before the answer and does not."""
    return context.switches["pilot_b_required"] and context.evse.pilot != "B"

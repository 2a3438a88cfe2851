"""What AC and DC have in common at PowerDelivery: what is asked, and whether the EV's profile keeps to the schedule (facts 2.3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import chargeProgressType as Progress
from secc.messages.iso20_common import powerToleranceAcceptanceType as Acceptance
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import condition, events, schedule
from secc.session.iso20.facts import Ctx, Facts, Offered, Plan
from secc.session.iso20.status import TERMINATE
from secc.session.iso20.values import HEADER, total
from secc.session.schedule import Offer, Planned
from secc.session.table import Outcome, Refuse, Reply

Request = iso20_common.PowerDeliveryReq
DAY_S: Final = 86_400


class Accepted(NamedTuple):
    """A plan, and the code that says so."""

    plan: Plan
    code: Code


def response(code: Code = Code.OK, *, terminate: bool = False) -> iso20_common.PowerDeliveryRes:
    """EVSEStatus only where the station wants to end."""
    return iso20_common.PowerDeliveryRes(header=HEADER, response_code=code, evse_status=TERMINATE if terminate else None)


def ahead(request: Request, context: Ctx, *, stopped: str) -> Outcome[Facts] | None:
    """The answer where power stays as it is, None where it is to change.

    An EV that is not ready yet, a standby that is not to be, a renegotiated schedule, a start while charging or when the station wants to end:
    then the EV goes on to `stopped`.
    """
    progress = request.charge_progress
    if progress is Progress.Standby and not context.config.outlet.iso20.standby:
        return Reply(response=response(Code.WARNING_StandbyNotAllowed), to=context.state)
    if progress in (Progress.Start, Progress.ScheduleRenegotiation) and request.ev_processing is Processing.Ongoing:
        return Reply(response=response(), to=context.state)
    if progress is Progress.ScheduleRenegotiation:
        return _renegotiated(request, context)
    if progress is not Progress.Start:
        return None
    if context.facts.charging and context.stage == "charge":
        return Reply(response=response(), to=context.state)
    if context.evse.stop:
        return _ended(context, stopped)
    judged = accepted(request, context)
    if isinstance(judged, Refuse):
        return judged
    trouble = condition.undeliverable(context.evse)
    return Refuse(Code.FAILED_PowerDeliveryNotApplied, trouble) if trouble else None


def _ended(context: Ctx, to: str) -> Reply[Facts]:
    """The station wants to end: nothing starts, and what stands since a pre-charge or in standby goes."""
    do: tuple[events.Event, ...] = () if context.stage == "off" else (events.StopOutput(), events.OpenContactor())
    return Reply(response=response(terminate=True), to=to, stage="off", facts=context.facts, do=do, stop=("stop",))


def started(request: Request, context: Ctx, to: str) -> Outcome[Facts]:
    """Energy may flow."""
    judged = accepted(request, context)
    if isinstance(judged, Refuse):
        return judged
    facts = replace(
        context.facts, plan=judged.plan, charging=True, started=True, looped=False, renegotiated=False, violations=0, confirmed_at=None,
    )
    return Reply(
        response=response(judged.code), to=to, facts=facts, stage="charge", do=(_chosen(judged.plan), events.ChargingStarted()),
    )


def _renegotiated(request: Request, context: Ctx) -> Reply[Facts] | Refuse:
    """The old schedule holds until the EV has taken a new one; without an offer there is none."""
    if not context.facts.looped:
        return Refuse(Code.FAILED_ScheduleRenegotiation, "before the first loop message")
    if not context.facts.renegotiated:
        return Reply(response=response(Code.WARNING_ScheduleRenegotiationFailed), to=context.state)
    judged = accepted(request, context)
    if isinstance(judged, Refuse):
        return judged
    facts = replace(context.facts, plan=judged.plan, renegotiated=False, violations=0)
    return Reply(response=response(judged.code), to=context.state, facts=facts, do=(events.Renegotiating(), _chosen(judged.plan)))


def _chosen(plan: Plan) -> events.ProfileChosen:
    return events.ProfileChosen(
        schedule_id=plan.schedule.id if plan.schedule else 0, profile=tuple((float(entry.start_s), entry.power_w, None) for entry in plan.profile),
    )


def accepted(request: Request, context: Ctx) -> Accepted | Refuse:
    """The first rule of facts 2.3.9 that is broken decides."""
    sent, offered = request.ev_power_profile, context.facts.offers
    scheduled = sent.scheduled_evppt_control_mode if sent else None
    if context.facts.service.control == "dynamic":
        if scheduled:
            return Refuse(Code.FAILED_EVPowerProfileInvalid, "a profile of Scheduled mode")
        return Accepted(Plan(at=context.now, profile=_profile(sent, context, None) if sent else ()), Code.OK)
    if sent is None or scheduled is None or offered is None:
        return Refuse(Code.FAILED_EVPowerProfileInvalid, "no profile of Scheduled mode")
    taken = offered.schedule(scheduled.selected_schedule_tuple_id)
    if taken is None:
        return Refuse(Code.FAILED_ScheduleSelectionInvalid, f"schedule {scheduled.selected_schedule_tuple_id}")
    profile = _profile(sent, context, offered)
    broken = _broken(sent, profile, context)
    if broken:
        return Refuse(Code.FAILED_EVPowerProfileInvalid, broken)
    return _within(profile, taken, offered, scheduled.power_tolerance_acceptance, context)


def _profile(sent: iso20_common.EVPowerProfileType, context: Ctx, offered: Offered | None) -> tuple[Planned, ...]:
    """Starts count from the start of the schedule. Some EVs write no true time, so one that is more than a day off does not count.

    One more entry of no power ends it.
    """
    entries = sent.ev_power_profile_entries.ev_power_profile_entry
    shift = 0
    if offered is not None and context.unix is not None:
        shift = sent.time_anchor - int(context.unix - (context.now - offered.at))
    at = shift if abs(shift) <= DAY_S else 0
    planned: list[Planned] = []
    for entry in entries:
        planned.append(Planned(max(0, at), total(entry.power, entry.power_l2, entry.power_l3)))
        at += entry.duration
    return (*planned, Planned(max(0, at), 0.0))


def _broken(sent: iso20_common.EVPowerProfileType, profile: Sequence[Planned], context: Ctx) -> str:
    entries = sent.ev_power_profile_entries.ev_power_profile_entry
    if any(entry.duration == 0 for entry in entries):
        return "an entry of 0 s"
    if not context.facts.service.bidirectional and any(planned.power_w < 0 for planned in profile):
        return "negative power for a service of one direction"
    return ""


def _within(profile: tuple[Planned, ...], taken: Offer, offered: Offered, acceptance: Acceptance | None, context: Ctx) -> Accepted | Refuse:
    """Against the schedule, and the tolerance where the EV has taken it."""
    announced = context.config.outlet.iso20.power_tolerance_w
    confirmed = announced is not None and acceptance is Acceptance.PowerToleranceConfirmed
    plan = Plan(at=offered.at, schedule=taken, profile=profile, tolerance_w=announced, confirmed=confirmed)
    excess = _excess(profile, taken, offered, announced or 0.0 if confirmed else 0.0, context)
    if excess:
        fails = context.switches["profile_violation_fails"]
        return Refuse(Code.FAILED_EVPowerProfileViolation, excess) if fails else Accepted(plan, Code.WARNING_EVPowerProfileViolation)
    if announced is None:
        return Accepted(plan, Code.OK)
    return Accepted(plan, Code.OK_PowerToleranceConfirmed if confirmed else Code.WARNING_PowerToleranceNotConfirmed)


def _excess(profile: tuple[Planned, ...], taken: Offer, offered: Offered, tolerance_w: float, context: Ctx) -> str:
    def beyond(powers: Sequence[float], limit: Offer) -> str:
        plan = tuple(Planned(entry.start_s, power - tolerance_w) for entry, power in zip(profile, powers, strict=True))
        return schedule.exceeds(
            plan, limit, tolerant=context.switches["profile_tolerance"], at_start=context.switches["profile_at_entry_start"],
        )

    excess = beyond([entry.power_w for entry in profile], taken)
    back = next((offer for offer in offered.back if offer.id == taken.id), None)
    return excess or (beyond([-entry.power_w for entry in profile], back) if back else "")


def no_pilot(context: Ctx, states: str) -> Refuse:
    """The control pilot did not come to where it must be."""
    return Refuse(Code.FAILED, f"control pilot {context.evse.pilot}, {states} needed", "control_pilot")

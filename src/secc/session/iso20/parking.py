"""Parking status, value-added service 66, on its own stream (facts 2.3.11)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import evCheckInStatusType as CheckIn
from secc.messages.iso20_common import evCheckOutStatusType as CheckOut
from secc.messages.iso20_common import evseCheckOutStatusType as Answer
from secc.messages.iso20_common import responseCodeType as Code
from secc.session.iso20 import services
from secc.session.iso20.facts import Ctx, Facts
from secc.session.iso20.values import HEADER
from secc.session.table import Refuse, Reply

_IN: Final = {CheckIn.CheckIn: 1, CheckIn.Processing: 2, CheckIn.Completed: 3}
_OUT: Final = {CheckOut.CheckOut: 1, CheckOut.Processing: 2, CheckOut.Completed: 3}


def check_in(request: iso20_common.VehicleCheckInReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Only where it was selected, and never backwards. The station knows nothing of the parking space."""
    step = _IN[request.ev_check_in_status]
    refusal = _refusal(services.CHECK_IN, step, context)
    return refusal or Reply(
        response=iso20_common.VehicleCheckInRes(header=HEADER, response_code=Code.OK), to=context.state, facts=replace(context.facts, parking=step),
    )


def check_out(request: iso20_common.VehicleCheckOutReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Scheduled until the EV has left."""
    step = _OUT[request.ev_check_out_status]
    refusal = _refusal(services.CHECK_OUT, step, context)
    answer = Answer.Completed if request.ev_check_out_status is CheckOut.Completed else Answer.Scheduled
    return refusal or Reply(
        response=iso20_common.VehicleCheckOutRes(header=HEADER, response_code=Code.OK, evse_check_out_status=answer), to=context.state,
        facts=replace(context.facts, parking=step),
    )


def _refusal(intended: int, step: int, context: Ctx) -> Refuse | None:
    if services.intended(context.facts.services, context) != intended:
        return Refuse(Code.FAILED_SequenceError, "parking was not selected for this")
    return Refuse(Code.FAILED_SequenceError, "backwards") if step < context.facts.parking else None

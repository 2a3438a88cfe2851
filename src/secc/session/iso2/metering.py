"""Meter readings in the loops, and when a signed receipt for one is asked for (facts 3.7.12)."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import iso2
from secc.session.iso2 import values
from secc.session.iso2.facts import Ctx, Facts


def due(context: Ctx) -> tuple[iso2.MeterInfoType | None, bool]:
    """The reading to send, and whether its receipt is required: with a contract, at the first loop message and then every so often."""
    meter = values.meter_info(context.evse.meter)
    facts, every = context.facts, context.config.outlet.receipts_every_s
    if meter is None or facts.payment != "contract" or every is None:
        return meter, False
    return meter, facts.receipt_at is None or context.now >= facts.receipt_at + every


def remembered(context: Ctx, meter: iso2.MeterInfoType | None, receipt: bool) -> Facts | None:
    """The facts after a receipt was asked for; None where none was."""
    return replace(context.facts, metered=meter, receipt_at=context.now) if receipt else None

"""Meter readings in the loops, and when a signed receipt for one is asked for (facts 3.7.12)."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import iso2
from secc.session.iso2 import values
from secc.session.iso2.facts import Ctx, Facts


def due(context: Ctx) -> tuple[iso2.MeterInfoType | None, bool]:
    """The reading to send, and whether its receipt is required: with a contract, at the first loop message and then every so often.

    Never twice in a row, however short the interval: some EVs leave the loop only after a message that wants no receipt.
    """
    meter = values.meter_info(context.evse.meter)
    facts, every = context.facts, context.config.outlet.receipts_every_s
    if meter is None or facts.payment != "contract" or every is None or facts.receipted:
        return meter, False
    return meter, facts.receipt_at is None or context.now >= facts.receipt_at + every


def remembered(facts: Facts, now: float, meter: iso2.MeterInfoType | None, receipt: bool) -> Facts:
    """The facts after a loop message at `now`."""
    if receipt:
        return replace(facts, metered=meter, receipt_at=now)
    return replace(facts, receipted=False) if facts.receipted else facts

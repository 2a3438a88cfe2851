"""Price schedules: the mobility operator's own, prices per kWh, or levels (facts 2.3.8)."""

from __future__ import annotations

from typing import Final

from secc import messages
from secc.errors import PeerError
from secc.messages import iso20_common
from secc.messages.xmldsig import Signature
from secc.session.iso20 import values
from secc.session.iso20.facts import Ctx
from secc.session.schedule import Offer

SET: Final = "iso20_common"
ALGORITHM: Final = "urn:iso:std:iso:15118:-20:PriceAlgorithm:1-Power"
LEVELS: Final = range(256)

Absolute = iso20_common.AbsolutePriceScheduleType
Levels = iso20_common.PriceLevelScheduleType


def prices(offer: Offer, context: Ctx, anchor: int, *, needed: bool) -> tuple[Absolute | None, Levels | None]:
    """What goes beside a power schedule; at most one of the two. `needed`: one flat level where nobody named prices [V2G20-2176]."""
    ready = _ready(offer)
    if ready is not None:
        return (ready, None) if isinstance(ready, Absolute) else (None, ready)
    pricing = context.config.outlet.iso20.pricing
    if pricing == "absolute" and offer.currency and any(price.price_per_kwh is not None for price in offer.prices):
        return _absolute(offer, context, anchor), None
    if pricing != "none" and offer.prices:
        return None, _levels(offer, anchor)
    return None, _flat(offer, anchor) if needed and context.config.outlet.iso20.flat_price else None


def signature(offers: tuple[Offer, ...]) -> Signature | None:
    """The mobility operator's signature over its schedules; the first that there is."""
    for offer in offers:
        found = _fragment("xmldsig", offer.signature) if offer.tariff and offer.signature else None
        if isinstance(found, Signature):
            return found
    return None


def _ready(offer: Offer) -> Absolute | Levels | None:
    ready = _fragment(SET, offer.tariff) if offer.tariff else None
    return ready if isinstance(ready, Absolute | Levels) else None


def _fragment(set_name: str, exi: bytes) -> object:
    """What a fragment from the backend holds; None for one that cannot be read or sent on: charging goes on without it."""
    try:
        found = messages.decode_fragment(set_name, exi)[1]
    except PeerError:
        return None
    return None if messages.violations(found) else found


def _durations(offer: Offer) -> list[int]:
    """Seconds of each price interval; the last lasts as long as the schedule."""
    starts = [round(price.start_s) for price in offer.prices]
    return [max(1, end - start) for start, end in zip(starts, [*starts[1:], offer.duration_s], strict=True)]


def _absolute(offer: Offer, context: Ctx, anchor: int) -> Absolute:
    stacks = tuple(
        iso20_common.PriceRuleStackType(
            duration=duration,
            price_rule=(iso20_common.PriceRuleType(energy_fee=values.price(price.price_per_kwh or 0.0), power_range_start=values.ZERO),),
        )
        for price, duration in zip(offer.prices, _durations(offer), strict=True)
    )
    return Absolute(
        time_anchor=anchor, price_schedule_id=offer.id, currency=offer.currency[:3], language=context.config.outlet.iso20.language[:3],
        price_algorithm=ALGORITHM, price_rule_stacks=iso20_common.PriceRuleStackListType(price_rule_stack=stacks[:1024]),
    )


def _levels(offer: Offer, anchor: int) -> Levels:
    levels = [max(LEVELS.start, min(price.level, LEVELS.stop - 1)) for price in offer.prices]
    entries = tuple(
        iso20_common.PriceLevelScheduleEntryType(duration=duration, price_level=level)
        for level, duration in zip(levels, _durations(offer), strict=True)
    )
    return _schedule(offer, anchor, max(levels), entries[:1024])


def _flat(offer: Offer, anchor: int) -> Levels:
    return _schedule(offer, anchor, 1, (iso20_common.PriceLevelScheduleEntryType(duration=offer.duration_s, price_level=1),))


def _schedule(offer: Offer, anchor: int, most: int, entries: tuple[iso20_common.PriceLevelScheduleEntryType, ...]) -> Levels:
    return Levels(
        time_anchor=anchor, price_schedule_id=offer.id, number_of_price_levels=most,
        price_level_schedule_entries=iso20_common.PriceLevelScheduleEntryListType(price_level_schedule_entry=entries),
    )


def price_at(offer: Offer, at_s: float) -> float | None:
    """The price of a kWh `at_s` seconds after the schedule was offered; None where it has none."""
    now = [price.price_per_kwh for price in offer.prices if price.start_s <= at_s]
    return now[-1] if now else None

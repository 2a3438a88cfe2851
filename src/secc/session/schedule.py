"""Schedules in SI units, whatever the protocol calls them: from what the station offers or from its limits, made to cover the time they must cover.

An offer is a list of (start in s, power in W) from now on and a whole duration. Coverage [V2G2-303] [V2G2-304]: exactly until departure when
the EV named one, else 24 h at least. An entry may last 86 400 s at most, so longer offers repeat their last power.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import msgspec

from secc.session.commands import PowerInterval, PriceInterval, Schedule
from secc.session.power import number

DAY_S: Final = 86_400
ENTRIES: Final = 12
"""Entries that every EV can take [V2G2-785]."""
OFFERS: Final = 3
LONGEST_S: Final = 2**32 - 1
"""What a message can say of a duration."""


class Entry(msgspec.Struct, frozen=True):
    """Power limit in W from `start_s` until the next entry."""

    start_s: int
    power_w: float


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One schedule as it will be sent. `duration_s` is the length of the whole; `tariff` and `signature` as in `commands.Schedule`."""

    id: int
    entries: tuple[Entry, ...]
    duration_s: int
    prices: tuple[PriceInterval, ...] = ()
    currency: str = ""
    tariff: bytes = b""
    signature: bytes = b""

    @property
    def last_s(self) -> int:
        """Duration of the last entry; a day at most, so that few entries may cover less than was asked for [V2G2-305]."""
        return min(DAY_S, self.duration_s - self.entries[-1].start_s)

    def power_at(self, at_s: float) -> float:
        """Power limit `at_s` seconds after the start."""
        return [entry.power_w for entry in self.entries if entry.start_s <= at_s or entry is self.entries[0]][-1]


def offers(
    schedules: Sequence[Schedule], ceiling_w: float, *, elapsed_s: float = 0.0, departure_s: float | None = None,
    max_entries: int | None = None, most: int = ENTRIES, first: int | None = None, kept: Offer | None = None, kept_s: float = 0.0,
) -> tuple[Offer, ...]:
    """What to send: `schedules` begun `elapsed_s` ago (none: one that follows from `ceiling_w`), no entry above `ceiling_w`.

    `kept` is the offer that a resumed session had selected, made `kept_s` ago: it comes back, in front and shorter [V2G2-741]. Otherwise the
    offer with the id `first` comes first. Of several with one id the first counts. An offer has `max_entries` entries at most, and never more
    than `most`.
    """
    entries = min(most, max_entries) if max_entries else min(most, ENTRIES)
    known: dict[int, Schedule] = {}
    for schedule in schedules:
        if 1 <= schedule.id <= 255 and (kept is None or schedule.id != kept.id):
            known.setdefault(schedule.id, schedule)
    made = [_offer(schedule, ceiling_w, elapsed_s, departure_s, entries) for schedule in known.values()]
    if kept:
        made.insert(0, _offer(_schedule(kept), ceiling_w, kept_s, departure_s, entries))
    if not made:
        span = _span(departure_s, 0)
        made = [Offer(id=first or 1, entries=_cover([Entry(0, max(0.0, number(ceiling_w)))], span, entries), duration_s=span)]
    return tuple(sorted(made, key=lambda offer: first is not None and offer.id != first)[:OFFERS])


def _schedule(offer: Offer) -> Schedule:
    power = tuple(PowerInterval(start_s=entry.start_s, power_w=entry.power_w) for entry in offer.entries)
    return Schedule(
        id=offer.id,
        power=power,
        duration_s=offer.duration_s,
        prices=offer.prices,
        currency=offer.currency,
        tariff=offer.tariff,
        signature=offer.signature,
    )


def _offer(schedule: Schedule, ceiling_w: float, elapsed_s: float, departure_s: float | None, entries: int) -> Offer:
    span = _span(departure_s, max(0, round(number(schedule.duration_s) - elapsed_s)))
    steps = _shift([(interval.start_s, interval.power_w) for interval in schedule.power], elapsed_s) or [(0, ceiling_w)]
    capped = [Entry(start, max(0.0, min(number(power), number(ceiling_w)))) for start, power in steps if start < span]
    return Offer(
        id=schedule.id, entries=_cover(capped, span, entries), duration_s=span,
        prices=tuple(_prices(schedule.prices, elapsed_s, span)), currency=schedule.currency,
        tariff=schedule.tariff, signature=schedule.signature,
    )


def _span(departure_s: float | None, wanted_s: int) -> int:
    """Seconds to cover: until departure, else a day or what is on offer, whichever is longer."""
    return min(int(departure_s), LONGEST_S) if departure_s and departure_s >= 1 else max(DAY_S, wanted_s)


def _shift(steps: Sequence[tuple[float, float]], elapsed_s: float) -> list[tuple[int, float]]:
    """The steps seen from now: what has passed is dropped, what runs starts at 0."""
    shifted: list[tuple[int, float]] = []
    for start, power in sorted((number(start), power) for start, power in steps):
        at = max(0, round(start - elapsed_s))
        if shifted and shifted[-1][0] == at:
            shifted.pop()
        shifted.append((at if shifted else 0, power))
    return shifted


def _prices(prices: Sequence[PriceInterval], elapsed_s: float, span: int) -> list[PriceInterval]:
    kept: list[PriceInterval] = []
    for price in sorted(prices, key=lambda price: number(price.start_s)):
        at = max(0, round(number(price.start_s) - elapsed_s))
        if kept and kept[-1].start_s == at:
            kept.pop()
        if at < span:
            kept.append(msgspec.structs.replace(price, start_s=float(at) if kept else 0.0))
    return kept


def _cover(entries: list[Entry], span: int, most: int) -> tuple[Entry, ...]:
    """`entries` with the last repeated until it need not last longer than a day, in `most` entries at most.

    Where there are too many, the last ones become one with the least power of them: less than promised is safe, more is not.
    """
    covered = list(entries)
    while span - covered[-1].start_s > DAY_S and len(covered) <= most:  # an EV may name any departure
        covered.append(Entry(covered[-1].start_s + DAY_S, covered[-1].power_w))
    if len(covered) > most:
        covered = [*covered[: most - 1], Entry(covered[most - 1].start_s, min(entry.power_w for entry in covered[most - 1 :]))]
    return tuple(covered)


class Planned(msgspec.Struct, frozen=True):
    """One entry of the EV's charging profile: seconds from the start of the schedule, W, phases if named."""

    start_s: int
    power_w: float
    phases: int | None = None


def exceeds(profile: Sequence[Planned], offer: Offer, *, tolerant: bool = False, at_start: bool = False) -> str:
    """Why `profile` does not keep to `offer`, "" when it does [V2G2-224] [V2G2-225] [V2G2-293] [V2G2-478] [V2G2-761].

    Every part of the profile is held against every part of the schedule that it overlaps, the two lists in one pass; what lies behind the
    schedule is not judged.
    `tolerant` allows 1 W or 0.5 %; with `at_start` an entry is held only against the limit that holds when it begins.
    """
    starts, powers = [entry.start_s for entry in offer.entries], [entry.power_w for entry in offer.entries]
    ends = [*starts[1:], offer.duration_s]
    for index, planned in enumerate(profile):
        if planned.phases is not None and planned.phases not in (1, 3):
            return f"{planned.phases} phases"
        end = profile[index + 1].start_s if index + 1 < len(profile) else offer.duration_s
        if end < planned.start_s and index + 1 < len(profile):
            return f"entry {index + 1} starts before entry {index}"
        first, after = planned.start_s, planned.start_s + 1 if at_start else max(end, planned.start_s + 1)
        limit = min(powers[bisect_right(ends, first) : bisect_left(starts, after)], default=None)
        if limit is not None and planned.power_w > limit + (max(1.0, 0.005 * limit) if tolerant else 0.0):
            return f"{planned.power_w:g} W from {planned.start_s} s on, {limit:g} W allowed"
    return ""

"""SAScheduleList: power schedules, and prices beside them (facts 3.11)."""

from __future__ import annotations

from collections.abc import Sequence

from secc import messages
from secc.errors import PeerError
from secc.messages import iso2
from secc.session.commands import PriceInterval
from secc.session.decimals import DOWN
from secc.session.iso2 import values
from secc.session.schedule import DAY_S, ENTRIES, Offer


def schedule_list(offers: Sequence[Offer], max_entries: int | None) -> tuple[iso2.SAScheduleList, iso2.Signature | None]:
    """The list for ChargeParameterDiscoveryRes and the mobility operator's signature over its tariffs, if one came with them [V2G2-905]."""
    tuples = tuple(
        iso2.SAScheduleTupleType(sa_schedule_tuple_id=offer.id, p_max_schedule=_power(offer), sales_tariff=_tariff(offer, max_entries))
        for offer in offers
    )
    return iso2.SAScheduleList(sa_schedule_tuple=tuples), next(filter(None, map(_signature, offers)), None)


def _power(offer: Offer) -> iso2.PMaxScheduleType:
    return iso2.PMaxScheduleType(
        p_max_schedule_entry=tuple(
            iso2.PMaxScheduleEntry(
                time_interval=_interval(entry.start_s, offer.last_s, entry is offer.entries[-1]), p_max=values.watts(entry.power_w, DOWN)
            )
            for entry in offer.entries
        )
    )


def _interval(start_s: int, last_s: int, last: bool) -> iso2.RelativeTimeInterval:
    """Only the last entry has a duration (facts 3.11.1)."""
    return iso2.RelativeTimeInterval(start=start_s, duration=min(last_s, DAY_S) if last else None)


def _tariff(offer: Offer, max_entries: int | None) -> iso2.SalesTariffType | None:
    """The operator's own tariff as it is, else one of price levels; None where nobody named prices."""
    if offer.tariff:
        tariff = _fragment("iso2", offer.tariff)
        return tariff if isinstance(tariff, iso2.SalesTariffType) else None
    if not offer.prices:
        return None
    prices = _fitting(offer.prices, min(max_entries or ENTRIES, ENTRIES))
    entries = tuple(
        iso2.SalesTariffEntry(
            time_interval=_interval(round(price.start_s), offer.duration_s - round(price.start_s), price is prices[-1]), e_price_level=_level(price),
        )
        for price in prices
    )
    return iso2.SalesTariffType(
        id=f"tariff{offer.id}", sales_tariff_id=offer.id, num_e_price_levels=max(map(_level, prices)), sales_tariff_entry=entries,
    )


def _fitting(prices: Sequence[PriceInterval], most: int) -> Sequence[PriceInterval]:
    """At most `most` intervals; where there are more, the last goes on to the end."""
    return prices[:most]


def _level(price: PriceInterval) -> int:
    return max(0, min(price.level, 255))


def _signature(offer: Offer) -> iso2.Signature | None:
    signature = _fragment("xmldsig", offer.signature) if offer.tariff and offer.signature else None
    return signature if isinstance(signature, iso2.Signature) else None


def _fragment(set_name: str, exi: bytes) -> object:
    """What a fragment from the backend holds; None for one that cannot be read or sent on: charging goes on without it."""
    try:
        found = messages.decode_fragment(set_name, exi)[1]
    except PeerError:
        return None
    return None if messages.violations(found) else found

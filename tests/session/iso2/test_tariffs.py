"""Twin of secc.session.iso2.tariffs."""

from __future__ import annotations

from secc import messages
from secc.messages import iso2
from secc.session.commands import PriceInterval
from secc.session.iso2.tariffs import schedule_list
from secc.session.iso2.values import si
from secc.session.schedule import Entry, Offer

OFFER = Offer(id=3, entries=(Entry(0, 11_000.4), Entry(3600, 7_000.0)), duration_s=7200)
TARIFF = iso2.SalesTariffType(
    id="t",
    sales_tariff_id=3,
    sales_tariff_entry=(iso2.SalesTariffEntry(time_interval=iso2.RelativeTimeInterval(start=0, duration=7200), e_price_level=1),),
)


def only(offer: Offer, entries: int | None = None) -> iso2.SAScheduleTupleType:
    (found,) = schedule_list([offer], entries)[0].sa_schedule_tuple
    return found


def test_only_the_last_entry_has_a_duration_and_power_is_rounded_down() -> None:
    steps = only(OFFER).p_max_schedule.p_max_schedule_entry
    assert [(step.time_interval, si(step.p_max)) for step in steps] == [
        (iso2.RelativeTimeInterval(start=0), 11_000.0), (iso2.RelativeTimeInterval(start=3600, duration=3600), 7_000.0),
    ]


def test_a_duration_is_a_day_at_most() -> None:
    (step,) = only(Offer(id=1, entries=(Entry(0, 1.0),), duration_s=200_000)).p_max_schedule.p_max_schedule_entry
    assert step.time_interval == iso2.RelativeTimeInterval(start=0, duration=86_400)


def test_prices_keep_to_the_number_of_entries() -> None:
    prices = tuple(PriceInterval(start_s=600.0 * index, level=index + 1) for index in range(5))
    tariff = only(Offer(id=1, entries=OFFER.entries, duration_s=7200, prices=prices), 2).sales_tariff
    assert tariff is not None
    assert [entry.time_interval for entry in tariff.sales_tariff_entry] == [
        iso2.RelativeTimeInterval(start=0), iso2.RelativeTimeInterval(start=600, duration=6600),
    ]
    assert tariff.num_e_price_levels == 2


def test_the_operators_tariff_and_signature_go_out_as_they_came() -> None:
    exi = messages.encode_fragment("iso2", "SalesTariff", TARIFF)
    assert only(Offer(id=3, entries=OFFER.entries, duration_s=7200, tariff=exi)).sales_tariff == TARIFF
    assert schedule_list([OFFER], None)[1] is None
    assert schedule_list([Offer(id=3, entries=OFFER.entries, duration_s=7200, tariff=exi, signature=exi)], None)[1] is None

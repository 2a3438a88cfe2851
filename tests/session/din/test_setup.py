"""Twin of secc.session.din.setup: SessionSetup and the one service."""

from __future__ import annotations

import pytest

from secc.messages import din
from secc.messages.din import paymentOptionType as PaymentOption
from secc.messages.din import responseCodeType as Code
from secc.session import events
from secc.session.din import states

from ..bench import UNIX, Bench, Hardware
from .steps import EVCC_ID, bench, reach, selection


def at(state: str, hardware: Hardware | None = None) -> Bench:
    return reach(bench(hardware=hardware), state)


@pytest.mark.parametrize("named", [bytes(8), b"\7" * 8, b""])
def test_a_session_is_always_new(named: bytes) -> None:
    ev = bench()
    ev.offer()
    answer = ev.ask(din.SessionSetupReq(evcc_id=EVCC_ID), din.SessionSetupRes, session_id=named)
    assert (answer.response_code, answer.evse_id.hex(), answer.date_time_now) == (Code.OK_NewSessionEstablished, "49a89a6360", int(UNIX))
    assert ev.session_id not in (bytes(8), named)


@pytest.mark.parametrize("evcc_id", [b"\1" * 6, b"\1" * 7, b"\1" * 8])
def test_evcc_ids_of_six_to_eight_bytes_are_seen_on_the_road(evcc_id: bytes) -> None:
    ev = bench()
    ev.offer()
    ev.ask(din.SessionSetupReq(evcc_id=evcc_id), din.SessionSetupRes)
    assert ev.seen(events.SessionStarted)[0].evcc_id == evcc_id.hex()


@pytest.mark.parametrize(("request_", "code"), [
    (selection(), Code.OK), (selection(2), Code.FAILED_ServiceSelectionInvalid), (selection(1, 2), Code.FAILED_ServiceSelectionInvalid),
    (selection(payment=PaymentOption.Contract), Code.FAILED_PaymentSelectionInvalid),
])
def test_there_is_one_service_and_one_way_to_pay(request_: object, code: Code) -> None:
    assert at(states.SERVICE_SELECTION).ask(request_, din.ServicePaymentSelectionRes).response_code is code

"""A polite ISO 15118-2 EV with a contract: Plug & Charge, with signed authorization and metering receipts, and contracts from the wire."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from secc.messages import iso2
from secc.messages.xmldsig import Signature
from secc.session.commands import PilotState
from secc.testing.contract_ev import Contract
from secc.testing.ev import ONGOING_S, Car, EvFailure, Script
from secc.testing.ev_iso2 import Iso2Ev


class PncEv(Iso2Ev):
    """Pays with `contract` where the station offers that, else as `Iso2Ev`. `receipts` counts those it signed."""

    def __init__(
        self, car: Car, contract: Contract, *, session_id: bytes = b"\0", on_pilot: Callable[[PilotState], None] | None = None,
    ) -> None:
        super().__init__(car, session_id=session_id, on_pilot=on_pilot)
        self.contract = contract
        self.receipts = 0
        self._challenge: bytes | None = None
        self._signature: Signature | None = None

    def choose_payment(self, offered: iso2.ServiceDiscoveryRes) -> iso2.paymentOptionType:
        by_contract = iso2.paymentOptionType.Contract in offered.payment_option_list.payment_option
        return iso2.paymentOptionType.Contract if by_contract else iso2.paymentOptionType.ExternalPayment

    def choose_services(self) -> Script[None]:
        yield from super().choose_services()
        if self.payment == iso2.paymentOptionType.Contract:
            answer = yield from self.ask(self.contract.payment_details(), iso2.PaymentDetailsRes)
            self._challenge = answer.gen_challenge

    def authorize(self) -> Script[None]:
        """The signed challenge once, then as a car that waits."""
        if self._challenge is None:
            yield from super().authorize()
            return
        request, self._signature = self.contract.authorization(self._challenge)
        answer = yield from self.ask(request, iso2.AuthorizationRes)
        if answer.evse_processing != iso2.EVSEProcessingType.Finished:
            yield from self.until(
                lambda: self.ask(iso2.AuthorizationReq(), iso2.AuthorizationRes),
                lambda later: later.evse_processing == iso2.EVSEProcessingType.Finished, ONGOING_S, "authorization",
            )

    def demanded(self, answer: iso2.CurrentDemandRes | iso2.ChargingStatusRes) -> Script[None]:
        if answer.receipt_required:
            if answer.meter_info is None:
                raise EvFailure("unexpected", "a receipt is wanted for no reading")
            request, self._signature = self.contract.receipt(self.session_id, answer.meter_info, self.schedule_id)
            yield from self.ask(request, iso2.MeteringReceiptRes)
            self.receipts += 1

    def header(self, body: msgspec.Struct) -> iso2.MessageHeaderType:
        signature, self._signature = self._signature, None
        return msgspec.structs.replace(super().header(body), signature=signature)

"""AuthorizationReq messages with changed bytes: only what the contract key has signed is accepted, and nothing raises.

Whatever decodes is judged. An accepted message must carry exactly the signed body: wrapping, a second reference, another Id, a bent r or s would
show here as an acceptance of something else.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import harness

from secc import messages
from secc.errors import ExiError
from secc.messages import iso2
from secc.security import pki
from secc.security.authorization import check_authorization, check_receipt
from secc.testing.contract_ev import Contract

_PKI = pki.create("secp256r1", datetime.now(UTC))
_CONTRACT = Contract.of(_PKI)
_KEY = _CONTRACT.key.public_key()
_CHALLENGE = bytes(range(16))
_METER = iso2.MeterInfoType(meter_id="M1", meter_reading=1)
_BODY, _SIGNATURE = _CONTRACT.authorization(_CHALLENGE)
_RECEIPT, _RECEIPT_SIGNATURE = _CONTRACT.receipt(bytes(8), _METER)


def message(body: iso2.AuthorizationReq | iso2.MeteringReceiptReq, signature: object) -> bytes:
    header = iso2.MessageHeaderType(session_id=bytes(8), signature=signature)  # type: ignore[arg-type]
    return messages.encode("iso2", iso2.V2G_Message(header=header, body=iso2.BodyType(body_element=body)))


def seeds() -> list[bytes]:
    return [message(_BODY, _SIGNATURE), message(_RECEIPT, _RECEIPT_SIGNATURE), message(_BODY, _RECEIPT_SIGNATURE), message(_BODY, None)]


def check(data: bytes) -> None:
    try:
        found = messages.decode("iso2", data)
    except ExiError:
        return
    if not isinstance(found, iso2.V2G_Message):
        return
    body, signature = found.body.body_element, found.header.signature
    if isinstance(body, iso2.AuthorizationReq) and check_authorization(body, signature, _CHALLENGE, _KEY) == "OK":
        assert body == _BODY
    if isinstance(body, iso2.MeteringReceiptReq) and check_receipt(body, signature, bytes(8), _METER, _KEY) == "OK":
        assert body == _RECEIPT


if __name__ == "__main__":
    sys.exit(harness.main("signature", seeds, check))

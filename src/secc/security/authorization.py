"""AuthorizationReq and MeteringReceiptReq of -2: is it signed with the contract key, over what was just decoded?"""

from __future__ import annotations

import hmac

from secc.errors import SignatureError
from secc.messages import iso2
from secc.messages.xmldsig import Signature
from secc.security import signature as xml
from secc.security.certificate import PublicKey


def check_authorization(request: iso2.AuthorizationReq, signature: Signature | None, challenge: bytes, key: PublicKey) -> str:
    """The ResponseCode for the first AuthorizationReq of a contract session: `OK` or what is wrong; challenge first (V2G2-475, V2G2-684).

    `challenge` is the one of the last PaymentDetailsRes, `key` that of its contract (`ContractVerdict.key`).
    """
    if request.gen_challenge is None or not hmac.compare_digest(request.gen_challenge, challenge):
        return "FAILED_ChallengeInvalid"
    return "OK" if _signed("AuthorizationReq", request, signature, key) else "FAILED_SignatureError"


def check_receipt(
    request: iso2.MeteringReceiptReq, signature: Signature | None, session_id: bytes, sent: iso2.MeterInfoType, key: PublicKey
) -> str:
    """The ResponseCode for a MeteringReceiptReq: session and meter values must be those that were sent, then the signature (V2G2-481)."""
    same = request.session_id == session_id and request.meter_info == sent
    return "OK" if same and _signed("MeteringReceiptReq", request, signature, key) else "FAILED_MeteringSignatureNotValid"


def _signed(name: str, element: xml.Signable, signature: Signature | None, key: PublicKey) -> bool:
    try:
        xml.verify("iso2", signature, ((name, element),), key, xml.ISO2_KEYS)
    except SignatureError:
        return False
    return True

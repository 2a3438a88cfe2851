"""PaymentDetailsReq and CertificateUpdateReq with changed bytes: a verdict with a code of the schema, never an exception."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import harness

from secc import messages
from secc.errors import ExiError
from secc.messages import iso2
from secc.security import pki
from secc.security.contract import check_contract
from secc.security.provisioning import check_installation, check_update
from secc.testing import contract_ev
from secc.testing.contract_ev import Contract

_NOW = datetime.now(UTC)
_PKI = pki.create("secp256r1", _NOW)
_CONTRACT = Contract.of(_PKI)


def _message(body: object, signature: object) -> bytes:
    header = iso2.MessageHeaderType(session_id=bytes(8), signature=signature)  # type: ignore[arg-type]
    return messages.encode("iso2", iso2.V2G_Message(header=header, body=iso2.BodyType(body_element=body)))  # type: ignore[arg-type]


def seeds() -> list[bytes]:
    return [
        _message(_CONTRACT.payment_details(), None),
        _message(*_CONTRACT.update(_PKI.root("v2g"))),
        _message(*contract_ev.installation(_PKI["provisioning"], _PKI.root("v2g"))),
    ]


def check(data: bytes) -> None:
    try:
        found = messages.decode("iso2", data)
    except ExiError:
        return
    if not isinstance(found, iso2.V2G_Message):
        return
    body, signature = found.body.body_element, found.header.signature
    if isinstance(body, iso2.PaymentDetailsReq):
        sent = body.contract_signature_cert_chain
        subs = sent.sub_certificates.certificate if sent.sub_certificates else ()
        verdict = check_contract((sent.certificate, *subs), body.emaid, _PKI.stores(), _NOW)
        iso2.responseCodeType(verdict.code)
        if verdict.accepted:
            assert verdict.path[0].x509.tbs_certificate_bytes == _CONTRACT.chain[0].x509.tbs_certificate_bytes
    elif isinstance(body, iso2.CertificateUpdateReq):
        iso2.responseCodeType(check_update(body, signature, _PKI.stores(), _NOW).code)
    elif isinstance(body, iso2.CertificateInstallationReq):
        iso2.responseCodeType(check_installation(body, signature, _PKI.stores(), _NOW).code)


if __name__ == "__main__":
    sys.exit(harness.main("payment_details", seeds, check))

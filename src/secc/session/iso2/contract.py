"""Plug & Charge."""

from __future__ import annotations

from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session.iso2.facts import Ctx, Facts
from secc.session.table import Refuse, Reply


def payment_details(request: iso2.PaymentDetailsReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Contract chains cannot be verified yet."""
    return Refuse(Code.FAILED_NoCertificateAvailable)


def authorization(request: iso2.AuthorizationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Contract signatures cannot be verified yet."""
    return Refuse(Code.FAILED_SignatureError)


def certificate_installation(request: iso2.CertificateInstallationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """There is no backend yet."""
    return Refuse(Code.FAILED_NoCertificateAvailable)


def certificate_update(request: iso2.CertificateUpdateReq, context: Ctx) -> Reply[Facts] | Refuse:
    """There is no backend yet."""
    return Refuse(Code.FAILED_NoCertificateAvailable)


def metering_receipt(request: iso2.MeteringReceiptReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Receipts cannot be verified yet."""
    return Refuse(Code.FAILED_MeteringSignatureNotValid)

# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

from __future__ import annotations

from msgspec import Struct

from secc.exi.content import AnyElement, Content

__all__ = [
    "CanonicalizationMethod",
    "DSAKeyValue",
    "DigestMethod",
    "DigestValue",
    "KeyInfo",
    "KeyName",
    "KeyValue",
    "Manifest",
    "MgmtData",
    "Object",
    "PGPData",
    "RSAKeyValue",
    "Reference",
    "RetrievalMethod",
    "SPKIData",
    "Signature",
    "SignatureMethod",
    "SignatureProperties",
    "SignatureProperty",
    "SignatureValue",
    "SignedInfo",
    "Transform",
    "Transforms",
    "X509Data",
    "X509IssuerSerialType",
]


class Signature(Struct, frozen=True, gc=False):
    """Element Signature."""

    signed_info: SignedInfo
    signature_value: SignatureValue
    id: str | None = None
    key_info: KeyInfo | None = None
    object: tuple[Object, ...] = ()
    """[0 to unbounded items]"""


class SignedInfo(Struct, frozen=True, gc=False):
    """Element SignedInfo."""

    canonicalization_method: CanonicalizationMethod
    signature_method: SignatureMethod
    reference: tuple[Reference, ...]
    """[1 to unbounded items]"""
    id: str | None = None


class CanonicalizationMethod(Struct, frozen=True, gc=False):
    """Element CanonicalizationMethod."""

    algorithm: str
    content: tuple[Content | AnyElement, ...] = ()


class SignatureMethod(Struct, frozen=True, gc=False):
    """Element SignatureMethod."""

    algorithm: str
    content: tuple[Content | AnyElement, ...] = ()


class Reference(Struct, frozen=True, gc=False):
    """Element Reference."""

    digest_method: DigestMethod
    digest_value: bytes
    id: str | None = None
    uri: str | None = None
    type: str | None = None
    transforms: Transforms | None = None


class Transforms(Struct, frozen=True, gc=False):
    """Element Transforms."""

    transform: tuple[Transform, ...]
    """[1 to unbounded items]"""


class Transform(Struct, frozen=True, gc=False):
    """Element Transform."""

    algorithm: str
    content: tuple[Content | AnyElement, ...] = ()


class DigestMethod(Struct, frozen=True, gc=False):
    """Element DigestMethod."""

    algorithm: str
    content: tuple[Content | AnyElement, ...] = ()


class DigestValue(Struct, frozen=True, gc=False):
    """Element DigestValue."""

    value: bytes


class SignatureValue(Struct, frozen=True, gc=False):
    """Element SignatureValue."""

    value: bytes
    id: str | None = None


class KeyInfo(Struct, frozen=True, gc=False):
    """Element KeyInfo."""

    id: str | None = None
    content: tuple[Content | AnyElement, ...] = ()


class KeyName(Struct, frozen=True, gc=False):
    """Element KeyName."""

    value: str


class KeyValue(Struct, frozen=True, gc=False):
    """Element KeyValue."""

    content: tuple[Content | AnyElement, ...] = ()


class DSAKeyValue(Struct, frozen=True, gc=False):
    """Element DSAKeyValue."""

    y: bytes
    p: bytes | None = None
    q: bytes | None = None
    g: bytes | None = None
    j: bytes | None = None
    seed: bytes | None = None
    pgen_counter: bytes | None = None


class RSAKeyValue(Struct, frozen=True, gc=False):
    """Element RSAKeyValue."""

    modulus: bytes
    exponent: bytes


class RetrievalMethod(Struct, frozen=True, gc=False):
    """Element RetrievalMethod."""

    uri: str | None = None
    type: str | None = None
    transforms: Transforms | None = None


class X509Data(Struct, frozen=True, gc=False):
    """Element X509Data."""

    content: tuple[Content | AnyElement, ...] = ()


class PGPData(Struct, frozen=True, gc=False):
    """Element PGPData."""

    content: tuple[Content | AnyElement, ...] = ()


class SPKIData(Struct, frozen=True, gc=False):
    """Element SPKIData."""

    content: tuple[Content | AnyElement, ...] = ()


class MgmtData(Struct, frozen=True, gc=False):
    """Element MgmtData."""

    value: str


class Object(Struct, frozen=True, gc=False):
    """Element Object."""

    id: str | None = None
    mime_type: str | None = None
    encoding: str | None = None
    content: tuple[Content | AnyElement, ...] = ()


class Manifest(Struct, frozen=True, gc=False):
    """Element Manifest."""

    reference: tuple[Reference, ...]
    """[1 to unbounded items]"""
    id: str | None = None


class SignatureProperties(Struct, frozen=True, gc=False):
    """Element SignatureProperties."""

    signature_property: tuple[SignatureProperty, ...]
    """[1 to unbounded items]"""
    id: str | None = None


class SignatureProperty(Struct, frozen=True, gc=False):
    """Element SignatureProperty."""

    target: str
    id: str | None = None
    content: tuple[Content | AnyElement, ...] = ()


class X509IssuerSerialType(Struct, frozen=True, gc=False):
    """Type X509IssuerSerialType."""

    x509_issuer_name: str
    x509_serial_number: int


# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of xmldsig. What names no requirement as its source rests on general knowledge."""

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


class SignedInfo(Struct, frozen=True, gc=False):
    """The list of signed elements with their digests and algorithms. Its own EXI fragment is what the private key signs."""

    canonicalization_method: CanonicalizationMethod
    """How SignedInfo is turned into bytes before signing."""
    signature_method: SignatureMethod
    """Signature algorithm and key type."""
    reference: tuple[Reference, ...]
    """One signed element with its digest. V2G: 1 to 4 references. Source: V2G2-909. [1 to unbounded items]"""
    id: str | None = None
    """Name of this SignedInfo for references to it. Not used in V2G. Source: V2G2-771."""


class CanonicalizationMethod(Struct, frozen=True, gc=False):
    """The canonical form in which SignedInfo is signed."""

    algorithm: str
    """URI of the algorithm. V2G: http://www.w3.org/TR/canonical-exi/."""
    content: tuple[Content | AnyElement, ...] = ()


class SignatureMethod(Struct, frozen=True, gc=False):
    """The signature algorithm."""

    algorithm: str
    """URI of the algorithm. ISO 15118-2: http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256. ISO 15118-20:
    http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512 or http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448.
    """
    content: tuple[Content | AnyElement, ...] = ()


class Reference(Struct, frozen=True, gc=False):
    """A signed element of the message: where it is, how it is turned into bytes, and the digest of these bytes."""

    digest_method: DigestMethod
    """Hash algorithm of DigestValue."""
    digest_value: bytes
    """Hash of the element's EXI fragment as the signer saw it."""
    id: str | None = None
    """Name of this reference. Not used in V2G. Source: V2G2-771."""
    type: str | None = None
    """Kind of the referenced object. Not used in V2G. Source: V2G2-771."""
    uri: str | None = None
    """Which element is meant: "#" followed by the Id attribute of an element in the message body."""
    transforms: Transforms | None = None
    """Steps that turn the element into the bytes to hash. V2G: exactly one transform. Source: V2G2-767."""


class Transforms(Struct, frozen=True, gc=False):
    """The steps between the referenced element and the hashed bytes."""

    transform: tuple[Transform, ...]
    """One step of the chain. V2G: exactly one. Source: V2G2-767. [1 to unbounded items]"""


class Transform(Struct, frozen=True, gc=False):
    """A single step between the referenced element and the hashed bytes."""

    algorithm: str
    """URI of the algorithm. V2G: http://www.w3.org/TR/canonical-exi/, which means the EXI fragment of the element."""
    content: tuple[Content | AnyElement, ...] = ()


class DigestMethod(Struct, frozen=True, gc=False):
    """The hash algorithm of a reference."""

    algorithm: str
    """URI of the algorithm. ISO 15118-2: http://www.w3.org/2001/04/xmlenc#sha256. ISO 15118-20:
    http://www.w3.org/2001/04/xmlenc#sha512.
    """
    content: tuple[Content | AnyElement, ...] = ()


class DigestValue(Struct, frozen=True, gc=False):
    """Hash over the EXI fragment of the referenced element, including the EXI header byte and the pad bits."""

    value: bytes


class KeyInfo(Struct, frozen=True, gc=False):
    """Hints at the key that verifies the signature. Not used in V2G. Source: V2G2-771."""

    id: str | None = None
    """Name of this hint for references to it."""
    content: tuple[Content | AnyElement, ...] = ()


class KeyName(Struct, frozen=True, gc=False):
    """Name of a key, meaningful to sender and receiver only. Not used in V2G."""

    value: str


class KeyValue(Struct, frozen=True, gc=False):
    """A public key written out. Not used in V2G."""

    content: tuple[Content | AnyElement, ...] = ()


class DSAKeyValue(Struct, frozen=True, gc=False):
    """A DSA public key. Not used in V2G, where all keys are on elliptic curves."""

    y: bytes
    """The public key, a power of the generator."""
    p: bytes | None = None
    """Prime modulus of the group."""
    q: bytes | None = None
    """Prime order of the subgroup."""
    g: bytes | None = None
    """Generator of the subgroup."""
    j: bytes | None = None
    """Cofactor, (P - 1) divided by Q."""
    seed: bytes | None = None
    """Seed from which the primes were generated."""
    pgen_counter: bytes | None = None
    """Counter value at which prime generation succeeded."""


class RSAKeyValue(Struct, frozen=True, gc=False):
    """An RSA public key. Not used in V2G, where all keys are on elliptic curves."""

    modulus: bytes
    """Product of the two secret primes."""
    exponent: bytes
    """Public exponent."""


class RetrievalMethod(Struct, frozen=True, gc=False):
    """Place from which key information can be fetched. Not used in V2G."""

    type: str | None = None
    """Kind of the key information found there."""
    uri: str | None = None
    """Where the key information is."""
    transforms: Transforms | None = None
    """Steps that turn what is stored there into key information."""


class X509Data(Struct, frozen=True, gc=False):
    """Certificates or pointers to certificates. Not used in V2G, where certificate chains travel in message bodies."""

    content: tuple[Content | AnyElement, ...] = ()


class PGPData(Struct, frozen=True, gc=False):
    """OpenPGP key material. Not used in V2G."""

    content: tuple[Content | AnyElement, ...] = ()


class SPKIData(Struct, frozen=True, gc=False):
    """SPKI key material. Not used in V2G."""

    content: tuple[Content | AnyElement, ...] = ()


class MgmtData(Struct, frozen=True, gc=False):
    """Free text for in-band key distribution. Not used in V2G."""

    value: str


class Object(Struct, frozen=True, gc=False):
    """Data carried inside a signature. Not used in V2G."""

    encoding: str | None = None
    """URI of the content's encoding, information only."""
    id: str | None = None
    """Name of the object for references to it."""
    mime_type: str | None = None
    """Media type of the content, information only."""
    content: tuple[Content | AnyElement, ...] = ()


class Manifest(Struct, frozen=True, gc=False):
    """A list of references that the application checks instead of the signature check. Not used in V2G."""

    reference: tuple[Reference, ...]
    """One referenced object with its digest. [1 to unbounded items]"""
    id: str | None = None
    """Name of the manifest for references to it."""


class SignatureProperties(Struct, frozen=True, gc=False):
    """Statements about a signature. Not used in V2G."""

    signature_property: tuple[SignatureProperty, ...]
    """One statement. [1 to unbounded items]"""
    id: str | None = None
    """Name of the list for references to it."""


class SignatureProperty(Struct, frozen=True, gc=False):
    """A statement about a signature, such as its time. Not used in V2G."""

    target: str
    """Reference to the signature the statement is about."""
    id: str | None = None
    """Name of the statement for references to it."""
    content: tuple[Content | AnyElement, ...] = ()


class Signature(Struct, frozen=True, gc=False):
    """A detached signature over parts of the message body, carried in the message header. V2G signs the EXI form of the signed
    elements, not XML text.
    """

    signed_info: SignedInfo
    """What is signed, and how."""
    signature_value: SignatureValue
    """The signature over SignedInfo."""
    id: str | None = None
    """Name of the signature for references to it. Not used in V2G. Source: V2G2-771."""
    key_info: KeyInfo | None = None
    """Hint at the verification key. Not used in V2G: the key comes from a certificate sent in a message body. Source: V2G2-771."""
    object: tuple[Object, ...] = ()
    """Data inside the signature. Not used in V2G. Source: V2G2-771. [0 to unbounded items]"""


class SignatureValue(Struct, frozen=True, gc=False):
    """The signature itself, computed over the EXI fragment of SignedInfo."""

    value: bytes
    id: str | None = None
    """Name of the value for references to it. Not used in V2G. Source: V2G2-771."""


class X509IssuerSerialType(Struct, frozen=True, gc=False):
    """A certificate named by its issuer and serial number. V2G uses this type in its own messages to list the root certificates an EV
    holds.
    """

    x509_issuer_name: str
    """Distinguished name of the issuer as text, for example "CN=V2GRootCA,O=Example,C=DE"."""
    x509_serial_number: int
    """Serial number of the certificate. An integer of any size on the wire; real serial numbers have up to 160 bits."""


"""XML signatures over EXI: the digest of an element's fragment, signed with the fragment of SignedInfo.

Two grammars for SignedInfo are on the road, that of xmldsig alone and that of the whole message set. The first is what we write; both are
taken. What a signature covers is never looked up: the caller names the elements that it has just decoded and wants covered, and there must
be exactly one reference to each and none besides.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from msgspec import Struct, structs

from secc.errors import EncodeError, SignatureError
from secc.messages import encode_fragment, fragment_edge
from secc.messages.xmldsig import (
    CanonicalizationMethod,
    DigestMethod,
    Reference,
    Signature,
    SignatureMethod,
    SignatureValue,
    SignedInfo,
    Transform,
    Transforms,
)
from secc.security import keys
from secc.security.certificate import PublicKey
from secc.security.keys import Signer

EXI = "http://www.w3.org/TR/canonical-exi/"
MAX_REFERENCES = 4
"""V2G2-909."""

ISO2_KEYS = ("secp256r1",)
ISO20_KEYS = ("secp521r1", "ed448")
INTEROP_KEYS = (*ISO20_KEYS, "secp256r1")


@dataclass(frozen=True, slots=True)
class Suite:
    """The algorithms that belong to a key type."""

    method: str
    digest_method: str
    digest: Literal["sha256", "sha512"]


SUITES = {
    "secp256r1": Suite("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256", "sha256"),
    "secp521r1": Suite("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "http://www.w3.org/2001/04/xmlenc#sha512", "sha512"),
    "ed448": Suite("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448", "http://www.w3.org/2001/04/xmlenc#sha512", "sha512"),
}


class Signable(Protocol):
    """A message element that a signature can cover: it has an Id."""

    @property
    def id(self) -> str | None:
        """The Id that the reference names."""


Covered = tuple[str, Signable]
"""An element's name in its schema, and its value."""


def element_digest(set_name: str, name: str, element: Signable, digest: str, *, strict: bool = True) -> bytes:
    """The digest of an element's EXI fragment, header byte and padding included. Raises: EncodeError.

    `strict` False takes values outside their range as well: what an EV has signed is another question than whether it may say it.
    """
    return hashlib.new(digest, encode_fragment(set_name, name, _as_declared(set_name, name, element), strict)).digest()


def _as_declared(set_name: str, name: str, element: Signable) -> object:
    """An element that is declared globally and used by its type elsewhere has two classes of the same fields; its fragment is of the first."""
    edge = fragment_edge(set_name, name, element)
    declared = edge.maker if edge is not None else None
    if not isinstance(element, Struct) or not isinstance(declared, type) or declared is type(element) or not issubclass(declared, Struct):
        return element
    return declared(**structs.asdict(element)) if declared.__struct_fields__ == element.__struct_fields__ else element


def sign(set_name: str, covered: Sequence[Covered], signer: Signer) -> Signature:
    """Signs one to four elements, each with an Id, in the standalone form that everybody verifies.

    Raises: ValueError for an element without Id or too many elements; EncodeError for one that its schema cannot carry.
    """
    if not 0 < len(covered) <= MAX_REFERENCES or not all(element.id for _, element in covered):
        raise ValueError(f"one to {MAX_REFERENCES} elements with an Id can be signed")
    suite = SUITES[signer.kind]
    info = SignedInfo(
        canonicalization_method=CanonicalizationMethod(algorithm=EXI),
        signature_method=SignatureMethod(algorithm=suite.method),
        reference=tuple(
            Reference(
                uri=f"#{element.id}",
                transforms=Transforms(transform=(Transform(algorithm=EXI),)),
                digest_method=DigestMethod(algorithm=suite.digest_method),
                digest_value=element_digest(set_name, name, element, suite.digest),
            )
            for name, element in covered
        ),
    )
    value = signer.sign(encode_fragment("xmldsig", "SignedInfo", info))
    return Signature(signed_info=info, signature_value=SignatureValue(value=value))


def verify(set_name: str, signature: Signature | None, covered: Sequence[Covered], key: PublicKey, kinds: Collection[str]) -> str:
    """Verifies a signature that must cover exactly the `covered` elements, made with `key`, whose type must be one of `kinds`.

    Returns the set whose grammar the signer used for SignedInfo (`xmldsig` or `set_name`).
    Raises: SignatureError with the reason.
    """
    if signature is None:
        raise SignatureError("the signature is missing")
    kind = keys.key_kind(key)
    if kind not in kinds or kind not in SUITES:
        raise SignatureError(f"signed with a {kind} key")
    suite = SUITES[kind]
    _check_form(signature, suite)
    try:
        _check_references(set_name, signature.signed_info.reference, covered, suite)
        for grammar in ("xmldsig", set_name):
            if keys.verify(
                key, signature.signature_value.value, encode_fragment(grammar, "SignedInfo", signature.signed_info, strict=False)
            ):
                return grammar
    except EncodeError as error:
        raise SignatureError(f"what was received cannot be written again: {error}") from error
    raise SignatureError("the signature value does not verify")


def _check_form(signature: Signature, suite: Suite) -> None:
    """The algorithms are fixed by the key type; everything of xmldsig that V2G does not use is refused (V2G2-771)."""
    info = signature.signed_info
    if signature.key_info is not None or signature.object:
        raise SignatureError("KeyInfo or Object in the signature")
    if info.canonicalization_method.algorithm != EXI or info.canonicalization_method.content:
        raise SignatureError("canonicalization is not EXI")
    if info.signature_method.algorithm != suite.method or info.signature_method.content:
        raise SignatureError("signature algorithm is not the one of this protocol and key")


def _check_references(set_name: str, references: Sequence[Reference], covered: Sequence[Covered], suite: Suite) -> None:
    """Exactly one reference to each element, none to anything else; each with the right digest."""
    expected = {f"#{element.id}": (name, element) for name, element in covered if element.id}
    if len(expected) != len(covered):
        raise SignatureError("a signed element has no Id, or not one of its own")
    if len(references) != len(expected) or {reference.uri for reference in references} != set(expected):
        raise SignatureError("the references are not exactly those of the signed elements")
    for reference in references:
        transforms = reference.transforms.transform if reference.transforms else ()
        if reference.type is not None or len(transforms) > 1 or any(t.algorithm != EXI or t.content for t in transforms):
            raise SignatureError("a transform that is not EXI")
        if reference.digest_method.algorithm != suite.digest_method or reference.digest_method.content:
            raise SignatureError("digest algorithm is not the one of this protocol")
        name, element = expected[reference.uri or ""]
        if not hmac.compare_digest(element_digest(set_name, name, element, suite.digest, strict=False), reference.digest_value):
            raise SignatureError(f"the digest of {name} differs")

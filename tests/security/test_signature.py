"""The signature of an element: forms that must verify, and every way of wrapping or bending one that must not."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from secc.errors import SignatureError
from secc.messages import decode, decode_fragment, encode, encode_fragment, iso2
from secc.messages.xmldsig import Object, Signature, SignatureValue, Transform, Transforms
from secc.security import keys, signature
from secc.security.pki import Pki

REQUEST = iso2.AuthorizationReq(id="id1", gen_challenge=bytes(range(16)))
COVERED = (("AuthorizationReq", REQUEST),)

# Published figures of RISE-V2G's signature test data: fragments with their SHA-256, SignedInfo over four of them, the key pair.
FRAGMENTS = {
    "802202B4B2190C05482BFFDE709CA5D130F02E400E294818D186F038A722EF80A77D0DF1A6ADDE00E6648688F65BE9DE1C79C82E75250C1E80":
        "DC16ECAF420130C531A5B0C2BDCF31503ED7D84AEEB047AF1870EC48991B3A00",
    "802D02B4B21990413B2006859EA981D8AE3D92240AEBFF183BC4CCA6A183D742DF61288B323C03016E66368CA31C676BC44E6AFDBC86E2C9F30807A6938F769A416C"
    "9F0ECA0C73C61E80":
        "C81FCBD160FE4A6162DD55ADED51A291DFCEEEA0D1CA52FC4C10EECAF1E5F536",
    "80EC0202B4B21A40041111505090D0CC4C8CD05090CD4DBD3D00":
        "939AF54F14396EC0D827F753C896AC0762AE1E00ACAB57E19AF100243CDD5A6B",
}  # fmt: skip
SIGNED_INFO = (
    "808112B43A3A381D1797BBBBBB973B999737B93397AA2917B1B0B737B734B1B0B616B2BC3497A1AB43A3A381D1797BBBBBB973B999737B933979918181897981A17BC36B63"
    "239B4B396B6B7B93291B2B1B239B096B9B430991A9B220623696432025687474703A2F2F7777772E77332E6F72672F54522F63616E6F6E6963616C2D6578692F4852D0E8E8"
    "E0745E5EEEEEEE5CEE665CDEE4CE5E646060625E60685EF0DAD8CADCC646E6D0C2646A6C841B82DD95E8402618A634B61857B9E62A07DAFB095DD608F5E30E1D8913236740"
    "008188DA590C4095A1D1D1C0E8BCBDDDDDDCB9DCCCB9BDC99CBD5148BD8D85B9BDB9A58D85B0B595E1A4BD214B43A3A381D1797BBBBBB973B999737B933979918181897981"
    "A17BC36B632B73191B9B430991A9B21054C9F5187582E3FE07DCB5796C7F842CE8091C04C9EB1EEC199CAEA54E998D42020623696434025687474703A2F2F7777772E77332E"
    "6F72672F54522F63616E6F6E6963616C2D6578692F4852D0E8E8E0745E5EEEEEEE5CEE665CDEE4CE5E646060625E60685EF0DAD8CADCC646E6D0C2646A6C8412735EA9E287"
    "2DD81B04FEEA7912D580EC55C3C015956AFC335E2004879BAB4D608188DA590CC095A1D1D1C0E8BCBDDDDDDCB9DCCCB9BDC99CBD5148BD8D85B9BDB9A58D85B0B595E1A4BD2"
    "14B43A3A381D1797BBBBBB973B999737B933979918181897981A17BC36B632B73191B9B430991A9B210640FE5E8B07F2530B16EAAD6F6A8D148EFE7775068E5297E26087765"
    "78F2FA9B0DC"
)
PUBLISHED_KEY = 0x5075C1E2B9911F0CCE98354F949F834CD11165F8940C7FA48B8A244436C1CE43
PUBLISHED_POINT = (
    "041D0B66B06A63F9E1BFC728A028704D24B0336C580CFEFF092F4B875E0677FCBC3A7B39E53582672FBB5D7BD1174E25EAC542334EC443CBA81DB59D7830B7949B"
)


@pytest.fixture(scope="module")
def signed(p256: Pki) -> Signature:
    return signature.sign("iso2", COVERED, keys.SoftwareSigner(p256["contract"].key))


def verify(one: Pki, found: Signature | None, covered: Any = COVERED) -> str:
    key = one["contract"].certificate.public_key
    assert key is not None
    return signature.verify("iso2", found, covered, key, signature.ISO2_KEYS)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_published_fragments_come_out_byte_for_byte_with_their_digest(fragment: str) -> None:
    name, value = decode_fragment("iso2", bytes.fromhex(fragment))
    assert encode_fragment("iso2", name, value).hex().upper() == fragment
    assert signature.element_digest("iso2", name, value, "sha256").hex().upper() == FRAGMENTS[fragment]  # type: ignore[arg-type]


def test_the_published_signed_info_is_the_form_that_is_signed_here() -> None:
    name, info = decode_fragment("xmldsig", bytes.fromhex(SIGNED_INFO))
    assert name == "SignedInfo"
    assert encode_fragment("xmldsig", "SignedInfo", info).hex().upper() == SIGNED_INFO
    digests = {r.uri: r.digest_value.hex().upper() for r in info.reference}  # type: ignore[attr-defined]
    assert set(FRAGMENTS.values()) < set(digests.values())
    assert len(digests) == 4


def test_the_published_key_signs_and_its_published_point_verifies() -> None:
    key = ec.derive_private_key(PUBLISHED_KEY, ec.SECP256R1())
    assert key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint).hex().upper() == PUBLISHED_POINT
    made = signature.sign("iso2", COVERED, keys.SoftwareSigner(key))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes.fromhex(PUBLISHED_POINT))
    assert signature.verify("iso2", made, COVERED, point, signature.ISO2_KEYS) == "xmldsig"


def test_a_signature_survives_the_wire(p256: Pki, signed: Signature) -> None:
    message = iso2.V2G_Message(
        header=iso2.MessageHeaderType(session_id=bytes(8), signature=signed), body=iso2.BodyType(body_element=REQUEST)
    )
    back = decode("iso2", encode("iso2", message))
    assert verify(p256, back.header.signature, (("AuthorizationReq", back.body.body_element),)) == "xmldsig"  # type: ignore[attr-defined]


def test_the_whole_set_grammar_of_signed_info_verifies_too(p256: Pki, signed: Signature) -> None:
    value = keys.SoftwareSigner(p256["contract"].key).sign(encode_fragment("iso2", "SignedInfo", signed.signed_info))
    assert verify(p256, msgspec.structs.replace(signed, signature_value=SignatureValue(value=value))) == "iso2"


@pytest.mark.parametrize("kind", ["secp256r1", "secp521r1", "ed448"])
def test_every_key_type_signs_with_its_own_algorithms(kind: str) -> None:
    key = keys.generate(kind)
    made = signature.sign("iso2", COVERED, keys.SoftwareSigner(key))
    assert signature.verify("iso2", made, COVERED, key.public_key(), (kind,)) == "xmldsig"
    assert made.signed_info.signature_method.algorithm == signature.SUITES[kind].method
    with pytest.raises(SignatureError, match="key"):
        signature.verify("iso2", made, COVERED, key.public_key(), {"secp256r1", "secp521r1", "ed448"} - {kind})


def test_four_elements_need_four_references(p256: Pki) -> None:
    elements = tuple((("DHpublickey", iso2.DiffieHellmanPublickeyType(value=bytes([n]), id=f"id{n}"))) for n in range(4))
    made = signature.sign("iso2", elements, keys.SoftwareSigner(p256["contract"].key))
    assert verify(p256, made, elements) == "xmldsig"
    for fewer in (elements[:3], elements[1:], elements[:1]):
        with pytest.raises(SignatureError, match="references"):
            verify(p256, made, fewer)
    with pytest.raises(ValueError, match="Id"):
        signature.sign(
            "iso2", (*elements, ("DHpublickey", iso2.DiffieHellmanPublickeyType(value=b"", id="id9"))), keys.SoftwareSigner(p256["cps"].key)
        )


def bent(signed: Signature, path: str, value: Any) -> Signature:
    """The signature with one part replaced; NOT signed again, unless the caller does."""
    first, *rest = path.split(".")
    if first.isdigit():
        raise AssertionError("use reference.")
    now = getattr(signed, first)
    if rest and rest[0] == "0":
        inner = bent(now[0], ".".join(rest[1:]), value) if len(rest) > 1 else value
        return msgspec.structs.replace(signed, **{first: (inner, *now[1:])})
    return msgspec.structs.replace(signed, **{first: bent(now, ".".join(rest), value) if rest else value})


def resigned(one: Pki, found: Signature) -> Signature:
    """Signed again with the right key: what is refused is refused for its form, not for its value."""
    value = keys.SoftwareSigner(one["contract"].key).sign(encode_fragment("xmldsig", "SignedInfo", found.signed_info))
    return msgspec.structs.replace(found, signature_value=SignatureValue(value=value))


BENT = {
    "a reference to another element": ("signed_info.reference.0.uri", "#id2"),
    "an empty URI": ("signed_info.reference.0.uri", ""),
    "a bare Id": ("signed_info.reference.0.uri", "id1"),
    "no URI": ("signed_info.reference.0.uri", None),
    "an external URI": ("signed_info.reference.0.uri", "http://example.com/#id1"),
    "an XPointer": ("signed_info.reference.0.uri", "#xpointer(id('id1'))"),
    "a reference type": ("signed_info.reference.0.type", "http://www.w3.org/2000/09/xmldsig#Manifest"),
    "an XSLT transform": (
        "signed_info.reference.0.transforms", Transforms(transform=(Transform(algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"),))
    ),
    "two transforms": ("signed_info.reference.0.transforms", Transforms(transform=(Transform(algorithm=signature.EXI),) * 2)),
    "a SHA-1 digest": ("signed_info.reference.0.digest_method.algorithm", "http://www.w3.org/2000/09/xmldsig#sha1"),
    "a SHA-512 digest method": ("signed_info.reference.0.digest_method.algorithm", "http://www.w3.org/2001/04/xmlenc#sha512"),
    "another digest": ("signed_info.reference.0.digest_value", hashlib.sha256(b"").digest()),
    "a truncated digest": ("signed_info.reference.0.digest_value", b""),
    "an HMAC": ("signed_info.signature_method.algorithm", "http://www.w3.org/2000/09/xmldsig#hmac-sha1"),
    "another signature algorithm": ("signed_info.signature_method.algorithm", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"),
    "XML canonicalization": ("signed_info.canonicalization_method.algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
    "no reference": ("signed_info.reference", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", BENT)
def test_a_bent_signature_is_refused_though_its_value_is_right(p256: Pki, signed: Signature, name: str) -> None:
    found = bent(signed, *BENT[name])
    if found.signed_info.reference:
        found = resigned(p256, found)
    with pytest.raises(SignatureError):
        verify(p256, found)


def test_a_second_reference_is_refused_even_if_the_first_is_right(p256: Pki, signed: Signature) -> None:
    reference = signed.signed_info.reference[0]
    for extra in (reference, msgspec.structs.replace(reference, uri="#other")):
        found = bent(signed, "signed_info.reference", (reference, extra))
        with pytest.raises(SignatureError, match="references"):
            verify(p256, resigned(p256, found))


def test_the_signature_of_another_element_is_refused(p256: Pki, signed: Signature) -> None:
    for other in (
        iso2.AuthorizationReq(id="id1", gen_challenge=bytes(16)),
        iso2.AuthorizationReq(id="id2", gen_challenge=REQUEST.gen_challenge),
        iso2.AuthorizationReq(id=None, gen_challenge=REQUEST.gen_challenge),
    ):
        with pytest.raises(SignatureError):
            verify(p256, signed, (("AuthorizationReq", other),))


def test_object_in_the_signature_is_refused(p256: Pki, signed: Signature) -> None:
    with pytest.raises(SignatureError, match="Object"):
        verify(p256, msgspec.structs.replace(signed, object=(Object(),)))


def test_no_signature_is_refused(p256: Pki) -> None:
    with pytest.raises(SignatureError, match="missing"):
        verify(p256, None)


def test_the_der_form_of_the_value_is_refused(p256: Pki, signed: Signature) -> None:
    raw = signed.signature_value.value
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    with pytest.raises(SignatureError, match="value"):
        verify(p256, msgspec.structs.replace(signed, signature_value=SignatureValue(value=der)))


def test_another_key_does_not_verify(p256: Pki, signed: Signature) -> None:
    key = p256["provisioning"].certificate.public_key
    assert key is not None
    with pytest.raises(SignatureError, match="value"):
        signature.verify("iso2", signed, COVERED, key, signature.ISO2_KEYS)


def test_every_single_bit_of_the_value_counts(p256: Pki, signed: Signature) -> None:
    raw = signed.signature_value.value
    for bit in range(0, 512, 7):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SignatureError):
            verify(p256, msgspec.structs.replace(signed, signature_value=SignatureValue(value=bytes(flipped))))


def test_an_element_outside_its_schema_is_verified_as_it_was_signed(p256: Pki) -> None:
    """Whether a value is allowed is another question than whether it was signed; and it raises nothing but SignatureError."""
    long = iso2.AuthorizationReq(id="id1", gen_challenge=bytes(17))
    digest = signature.element_digest("iso2", "AuthorizationReq", long, "sha256", strict=False)
    made = signature.sign("iso2", COVERED, keys.SoftwareSigner(p256["contract"].key))
    found = resigned(p256, bent(made, "signed_info.reference.0.digest_value", digest))
    assert verify(p256, found, (("AuthorizationReq", long),)) == "xmldsig"
    with pytest.raises(SignatureError):
        verify(p256, made, (("AuthorizationReq", long),))
    with pytest.raises(SignatureError):
        verify(p256, bent(made, "signed_info.reference.0.digest_value", bytes(5000)))

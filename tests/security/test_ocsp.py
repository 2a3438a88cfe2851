from __future__ import annotations

import subprocess
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc.errors import ChainError
from secc.security import ocsp, pki
from secc.security.pki import Credential, Pki
from secc.security.roles import roles


def pair(one: Pki):
    return one["secc"].certificate, one["cpo_sub2"].certificate


@pytest.mark.parametrize("delegated", [False, True])
def test_a_good_answer_is_believed_until_it_ends(any_pki: Pki, now: datetime, delegated: bool) -> None:
    response = any_pki.ocsp_response("secc", now, delegated=delegated)
    answer = ocsp.check(response, *pair(any_pki), now)
    assert answer.status == "good"
    assert answer.usable_until == answer.this_update + timedelta(days=6)
    with pytest.raises(ChainError, match="ocsp_stale"):
        ocsp.check(response, *pair(any_pki), answer.usable_until + timedelta(seconds=1))


def test_revoked_is_an_answer_not_an_error(any_pki: Pki, now: datetime) -> None:
    assert ocsp.check(any_pki.ocsp_response("secc", now, good=False), *pair(any_pki), now).status == "revoked"


def test_an_answer_about_another_certificate_of_the_same_issuer_says_nothing(p256: Pki, now: datetime) -> None:
    other = pki.issue(roles()["secc"], p256["contract"].key, p256["cpo_sub2"], now, start=1)
    with pytest.raises(ChainError, match="ocsp_other"):
        ocsp.check(p256.ocsp_response("secc", now), other, p256["cpo_sub2"].certificate, now)


def test_a_response_for_longer_than_a_week_is_refused(p256: Pki, now: datetime) -> None:
    with pytest.raises(ChainError, match="ocsp_stale"):
        ocsp.check(p256.ocsp_response("secc", now, valid=timedelta(days=8)), *pair(p256), now)


def test_a_response_from_the_future_is_refused(p256: Pki, now: datetime) -> None:
    with pytest.raises(ChainError, match="future"):
        ocsp.check(p256.ocsp_response("secc", now + timedelta(days=1)), *pair(p256), now)


def test_a_delegate_without_the_purpose_may_not_answer(p256: Pki, now: datetime) -> None:
    wrong = Pki(p256.kind, now, {**p256.credentials, "ocsp": p256["secc"]})
    with pytest.raises(ChainError, match="ocsp_signer"):
        ocsp.check(wrong.ocsp_response("secc", now, delegated=True), *pair(p256), now)


def test_a_delegate_of_somebody_else_may_not_answer(p256: Pki, now: datetime) -> None:
    key = p256["ocsp"].key
    foreign = Credential(pki.issue(roles()["ocsp"], key, p256["mo_sub2"], now), key)
    wrong = Pki(p256.kind, now, {**p256.credentials, "ocsp": foreign})
    with pytest.raises(ChainError, match="not appointed"):
        ocsp.check(wrong.ocsp_response("secc", now, delegated=True), *pair(p256), now)


def test_an_expired_delegate_may_not_answer(p256: Pki, now: datetime) -> None:
    key = p256["ocsp"].key
    old = Credential(pki.issue(roles()["ocsp"], key, p256["cpo_sub2"], now, start=-200), key)
    with pytest.raises(ChainError, match="not valid now"):
        ocsp.check(Pki(p256.kind, now, {**p256.credentials, "ocsp": old}).ocsp_response("secc", now, delegated=True), *pair(p256), now)


def test_a_changed_signature_does_not_verify(any_pki: Pki, now: datetime) -> None:
    response = bytearray(any_pki.ocsp_response("secc", now))
    response[-1] ^= 1
    with pytest.raises(ChainError, match=r"ocsp_(signature|malformed)"):
        ocsp.check(bytes(response), *pair(any_pki), now)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_changed_byte_makes_a_revoked_certificate_good(p256: Pki, now: datetime, data: st.DataObject) -> None:
    response = bytearray(p256.ocsp_response("secc", now, good=False))
    response[data.draw(st.integers(0, 10_000)) % len(response)] ^= data.draw(st.integers(1, 255))
    with suppress(ChainError):
        assert ocsp.check(bytes(response), *pair(p256), now).status == "revoked"


def test_openssl_agrees_about_the_response_and_about_the_hashes(p256: Pki, now: datetime, tmp_path: Path) -> None:
    files = {"leaf": p256["secc"].certificate.pem(), "issuer": p256["cpo_sub2"].certificate.pem(), "root": p256.root("v2g").pem()}
    files["chain"] = b"".join(c.pem() for c in p256.chain("secc")[1:])
    for name, text in files.items():
        (tmp_path / f"{name}.pem").write_bytes(text)
    (tmp_path / "response.der").write_bytes(p256.ocsp_response("secc", now, delegated=True))
    command = (
        "openssl ocsp -sha256 -no_nonce -respin response.der -issuer issuer.pem -cert leaf.pem -CAfile root.pem -verify_other chain.pem"
    )
    command += f" -attime {int(now.timestamp())} -validity_period 100000000"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)
    assert "Response verify OK" in done.stdout + done.stderr
    assert "leaf.pem: good" in done.stdout
    request = subprocess.run(
        ["openssl", "ocsp", "-issuer", "issuer.pem", "-sha256", "-cert", "leaf.pem", "-req_text", "-no_nonce"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    ).stdout.lower()
    data = ocsp.request_data((p256["secc"].certificate, p256["cpo_sub2"].certificate))[0]
    assert data.issuer_name_hash in request
    assert data.issuer_key_hash in request
    assert data.serial_number in request.replace("serial number: 0", "serial number: ")
    assert data.responder_url == pki.OCSP_URL


def test_request_data_covers_the_top_sub_ca_only_if_its_root_is_known(p256: Pki) -> None:
    path = p256.chain("contract")
    assert len(ocsp.request_data(path)) == 2
    assert len(ocsp.request_data((*path, p256.root("mo")))) == 3

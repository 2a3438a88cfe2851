from __future__ import annotations

from datetime import datetime

from secc.security import pki
from secc.security.pki import Pki
from secc.security.roles import profiles, roles


def test_every_certificate_fits_into_its_message(any_pki: Pki) -> None:
    limit = profiles()["iso2" if any_pki.kind == "secp256r1" else "iso20"].max_bytes
    assert all(len(credential.certificate.der) <= limit for credential in any_pki.credentials.values())


def test_serial_numbers_and_keys_are_never_used_twice(now: datetime) -> None:
    two = [*pki.create("secp256r1", now).credentials.values(), *pki.create("secp256r1", now).credentials.values()]
    assert len({c.certificate.serial for c in two}) == len(two)
    assert len({c.certificate.spki() for c in two}) == len(two)
    assert all(c.certificate.serial > 0 for c in two)


def test_a_label_tells_the_roots_of_two_pkis_apart(now: datetime) -> None:
    one, other = pki.create("secp256r1", now, "one"), pki.create("secp256r1", now, "other")
    assert one.root("v2g").subject != other.root("v2g").subject
    assert one["contract"].certificate.subject == other["contract"].certificate.subject


def test_a_vehicle_has_two_names_and_no_more(any_pki: Pki) -> None:
    assert any_pki["vehicle"].certificate.attributes == ("CN", "O")


def test_clocks_of_cars_run_behind(any_pki: Pki, now: datetime) -> None:
    assert all(c.certificate.not_before == now - pki.BACKDATE for c in any_pki.credentials.values())


def test_a_defect_leaves_everything_else_as_it_was(p256: Pki) -> None:
    planted = pki.plant(p256, pki.defects()["mo_sub1_expired"])
    changed = {role for role in roles() if planted[role].certificate != p256[role].certificate}
    assert changed == {"mo_sub1", "mo_sub2", "contract"}, "the defective one, and what hangs below it"
    assert planted["contract"].key is p256["contract"].key

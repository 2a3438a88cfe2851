"""Twin of secc.session.trust."""

from secc.session.trust import Trust


def test_the_default_trusts_nobody() -> None:
    stores = Trust().stores
    assert [len(stores.anchors(role)) for role in ("contract", "provisioning", "secc")] == [0, 0, 0]
    assert Trust().revocation is None

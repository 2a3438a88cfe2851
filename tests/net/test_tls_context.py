from __future__ import annotations

from datetime import UTC, datetime

import pytest
from OpenSSL import _util

from secc.errors import ConfigError
from secc.net import tls_context
from secc.net.tls import TlsServer
from secc.security import pki
from secc.security.identity import Credentials, Identity

_PKI = pki.create("secp256r1", datetime.now(UTC))
OWN = Identity("a", _PKI.chain("secc"), _PKI["secc"].key)


class Old:
    """An older binding, without one of the calls."""

    def __init__(self, missing: str) -> None:
        self._missing, self._lib = missing, _util.lib

    def __getattr__(self, name: str) -> object:
        if name == self._missing:
            raise AttributeError(name)
        return getattr(self._lib, name)


@pytest.mark.parametrize("call", ["SSL_CTX_set1_curves_list", "SSL_CTX_set1_sigalgs_list"])
def test_a_library_that_cannot_keep_the_profile_stops_the_start(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls_context._util, "lib", Old(call))
    with pytest.raises(ConfigError, match=call):
        TlsServer(Credentials((OWN,)))


def test_a_key_that_does_not_fit_the_chain_stops_the_start() -> None:
    wrong = Identity("wrong", _PKI.chain("secc"), _PKI["contract"].key)
    with pytest.raises(ConfigError, match="wrong"):
        TlsServer(Credentials((wrong,)))

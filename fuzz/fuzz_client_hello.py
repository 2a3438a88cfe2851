"""Bytes on the TLS port: a ClientHello, something to wait for, or a refusal with an alert; and the engine behind it raises nothing."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime

import harness

from secc.net.client_hello import BadHello, ClientHelloReader
from secc.net.tls import TlsServer
from secc.security import pki
from secc.security.identity import Credentials, Identity
from secc.testing import hello
from secc.testing.tls_client import TlsClient

_PKI = pki.create("secp256r1", datetime.now(UTC))
_SERVER = TlsServer(Credentials((Identity("fuzz", _PKI.chain("secc"), _PKI["secc"].key, _PKI.root("v2g")),)))


def seeds() -> list[bytes]:
    marks = hello.trusted_ca_keys([(1, bytes(20)), (2, _PKI.root("v2g").subject), (3, bytes(20))])
    return [
        hello.client_hello(extra=[(3, marks)]),
        hello.client_hello(extra=[(3, marks[2:]), (17, b"\0\0")], records=3),
        hello.client_hello(versions=(0x0304, 0x0303), suites=(0x1302, 0xC023), groups=(0x19, 0x1E), extra=[(47, hello.authorities([b"\x30\0"]))]),
        TlsClient("1.2").step(),
        TlsClient("1.3", groups="P-521:X448").step(),
    ]


def check(data: bytes) -> None:
    with suppress(BadHello):
        ClientHelloReader().feed(data)
    connection = _SERVER.connection(0.0)
    connection.receive(data, 0.0)
    connection.to_wire()
    connection.receive_eof()
    assert connection.closed


if __name__ == "__main__":
    sys.exit(harness.main("client_hello", seeds, check))

"""The car's end of TLS, without sockets: bare pyOpenSSL, independent of the station's engine except for the library below."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from cryptography.hazmat.primitives.serialization import Encoding
from OpenSSL import SSL, _util
from OpenSSL.crypto import X509

from secc.net.tls import TlsConnection
from secc.security.certificate import Certificate
from secc.security.keys import PrivateKey

VERSIONS = {"1.1": SSL.TLS1_1_VERSION, "1.2": SSL.TLS1_2_VERSION, "1.3": SSL.TLS1_3_VERSION}


class TlsClient:
    """A client that trusts `roots` (or, without `verify`, everybody) and, if it has a `chain`, shows it.

    Attributes: `staple` the OCSP response that came (None: the station was not asked or did not answer), `error` what went wrong.
    """

    def __init__(
        self,
        *versions: str,
        roots: Iterable[Certificate] = (),
        chain: tuple[Certificate, ...] = (),
        key: PrivateKey | None = None,
        groups: str = "",
        suites: str = "",
        suites12: str = "ECDHE-ECDSA-AES128-SHA256",
        signatures: str = "",
        staple: bool = True,
        verify: bool = True,
    ) -> None:
        context = SSL.Context(SSL.TLS_CLIENT_METHOD)
        context.set_min_proto_version(VERSIONS[min(versions)])
        context.set_max_proto_version(VERSIONS[max(versions)])
        context.set_cipher_list(suites12.encode())
        if suites:
            context.set_tls13_ciphersuites(suites.encode())
        for call, names in (("SSL_CTX_set1_curves_list", groups), ("SSL_CTX_set1_sigalgs_list", signatures)):
            if names and getattr(_util.lib, call)(context._context, names.encode()) != 1:
                raise ValueError(f"the library does not know {names}")
        store = context.get_cert_store()
        assert store is not None
        for root in roots:
            store.add_cert(X509.from_cryptography(root.x509))
        context.set_verify(SSL.VERIFY_PEER if verify else SSL.VERIFY_NONE, lambda *facts: bool(facts[-1]))
        if chain and key is not None:
            context.use_certificate(chain[0].x509)
            for certificate in chain[1:]:
                context.add_extra_chain_cert(certificate.x509)
            context.use_privatekey(key)
        self.staple: bytes | None = None
        self.keys: list[bytes] = []
        context.set_ocsp_client_callback(self._stapled)
        context.set_keylog_callback(lambda _, line: self.keys.append(line))
        self.connection = SSL.Connection(context, None)
        self.connection.set_connect_state()
        if staple:
            self.connection.request_ocsp()
        self.error = ""
        self.done = False

    def _stapled(self, connection: SSL.Connection, response: bytes, data: object) -> bool:
        self.staple = response or None
        return True

    def step(self, received: bytes = b"") -> bytes:
        """One turn of the handshake: bytes in, bytes out."""
        if received:
            self.connection.bio_write(received)
        try:
            if not self.done:
                self.connection.do_handshake()
                self.done = True
        except SSL.WantReadError:
            pass
        except SSL.Error as error:
            self.error = self.error or str(error)
        return self.out()

    def out(self) -> bytes:
        """Bytes for the wire."""
        found = bytearray()
        with suppress(SSL.Error):
            while True:
                found += self.connection.bio_read(64 * 1024)
        return bytes(found)

    def send(self, plain: bytes) -> bytes:
        """Encrypts; returns the bytes for the wire."""
        self.connection.sendall(plain)
        return self.out()

    def read(self, received: bytes) -> bytes:
        """Decrypts everything that the bytes hold."""
        if received:
            self.connection.bio_write(received)
        found = bytearray()
        try:
            while True:
                found += self.connection.recv(64 * 1024)
        except SSL.Error as error:
            if not isinstance(error, SSL.WantReadError | SSL.ZeroReturnError):
                self.error = str(error)
        return bytes(found)

    def server_chain(self) -> list[bytes]:
        """The DER chain that the station showed."""
        return [certificate.to_cryptography().public_bytes(Encoding.DER) for certificate in self.connection.get_peer_cert_chain() or ()]


def shake_hands(client: TlsClient, server: TlsConnection, now: float = 0.0) -> bool:
    """Runs both ends until neither has more to say; True if both are done."""
    out = client.step()
    for _ in range(12):
        server.receive(out, now)
        back = server.to_wire()
        if not back and not out:
            break
        out = client.step(back)
    client.read(server.to_wire())
    return client.done and server.handshake_done and not client.error

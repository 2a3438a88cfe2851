"""OpenSSL contexts for one choice of version, chain and group, built once and kept. All of pyOpenSSL's edges are in this file.

Some calls have no public name in pyOpenSSL (pinning X448, restricting signature algorithms, saying why a certificate is refused); they are
guarded, and their absence is an error at start instead of a handshake outside the profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from OpenSSL import SSL, _util
from OpenSSL.crypto import X509

from secc.errors import ConfigError
from secc.net.tls_choice import Choice, TlsProfile
from secc.security.certificate import Certificate

SUITES_12 = {False: b"ECDHE-ECDSA-AES128-SHA256", True: b"ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256"}
SUITES_13 = b"TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
GROUP_NAMES = {"secp256r1": b"P-256", "secp521r1": b"P-521", "x448": b"X448"}
SIGNATURE_NAMES = {"secp256r1": "ecdsa_secp256r1_sha256", "secp521r1": "ecdsa_secp521r1_sha512", "ed448": "ed448"}
VERSIONS = {"1.2": SSL.TLS1_2_VERSION, "1.3": SSL.TLS1_3_VERSION}
DEPTH = 4

Verifier = Callable[[SSL.Connection, X509, int, int, int], bool]
Stapler = Callable[[SSL.Connection, bytes | None], bytes]
KeyLogger = Callable[[SSL.Connection, bytes], None]


def build(choice: Choice, profile: TlsProfile, staple: Stapler, *, platform_suites: bool, key_log: KeyLogger | None) -> SSL.Context:
    """A server context for exactly this choice: one version, one group, one chain; no tickets, renegotiation or compression."""
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_min_proto_version(VERSIONS[choice.version])
    context.set_max_proto_version(VERSIONS[choice.version])
    context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_COMPRESSION | SSL.OP_NO_RENEGOTIATION | SSL.OP_CIPHER_SERVER_PREFERENCE)
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    context.set_cipher_list(SUITES_12[platform_suites])
    context.set_tls13_ciphersuites(SUITES_13)
    keys = profile.keys if choice.version == "1.3" else ("secp256r1",)
    _pin(context, "SSL_CTX_set1_curves_list", GROUP_NAMES[choice.group])
    _pin(context, "SSL_CTX_set1_sigalgs_list", ":".join(SIGNATURE_NAMES[key] for key in keys).encode())
    context.use_certificate(choice.identity.chain[0].x509)
    for certificate in choice.identity.chain[1:]:
        context.add_extra_chain_cert(certificate.x509)
    context.use_privatekey(choice.identity.key)
    context.check_privatekey()
    context.set_ocsp_server_callback(staple)
    if key_log is not None:
        context.set_keylog_callback(key_log)
    return context


def demand_client(context: SSL.Context, roots: Iterable[Certificate], verifier: Verifier, *, required: bool) -> None:
    """Asks the client for a certificate, naming the roots in the CertificateRequest (V2G20-2400, V2G20-2401)."""
    store = context.get_cert_store()
    assert store is not None
    for root in roots:
        store.add_cert(X509.from_cryptography(root.x509))
        context.add_client_ca(root.x509)
    mode = SSL.VERIFY_PEER | (SSL.VERIFY_FAIL_IF_NO_PEER_CERT if required else 0)
    context.set_verify(mode, verifier)
    context.set_verify_depth(DEPTH)
    _refuse_as_unsupported(context, mode)


def _refuse_as_unsupported(context: SSL.Context, mode: int) -> None:
    """A refusal by the verifier alone is of the wrong kind of certificate; unnamed it would go out as an internal error of the station."""
    judge, lib = getattr(context, "_verify_callback", None), _util.lib
    if judge is None:
        raise ConfigError("this pyOpenSSL cannot say why a certificate is refused: install a newer one", field="tls")

    def named(ok: int, store: object) -> int:
        judged = int(judge(ok, store))
        if ok and not judged:
            lib.X509_STORE_CTX_set_error(store, lib.X509_V_ERR_INVALID_PURPOSE)
        return judged

    callback = _util.ffi.callback("int (*)(int, X509_STORE_CTX *)", named)
    context.set_app_data(callback)  # what OpenSSL calls must live as long as the context
    lib.SSL_CTX_set_verify(context._context, mode, callback)


def _pin(context: SSL.Context, call: str, names: bytes) -> None:
    function = getattr(_util.lib, call, None)
    if function is None or function(context._context, names) != 1:
        raise ConfigError(f"this pyOpenSSL cannot restrict TLS to {names.decode()} ({call}): install a newer one", field="tls")

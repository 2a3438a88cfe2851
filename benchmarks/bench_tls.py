"""What our TLS engine adds to a handshake and to a frame, against bare pyOpenSSL in the same run: processor time of the server's side, no sockets.

    python benchmarks/bench_tls.py [--handshakes 200]

Bare means: a context that fits the client already, one connection object, memory buffers, the same chain, staple, suite and group, and no look at
anything. Ours adds: reading the ClientHello, choosing, the staple's clock, and on TLS 1.3 the judgement on the vehicle's chain. The two take
turns. Prints a Markdown table; exit status 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import timeit
from contextlib import suppress
from datetime import UTC, datetime

from OpenSSL import SSL

from secc.net import tls_context
from secc.net.client_hello import ClientHelloReader
from secc.net.tls import TlsServer
from secc.net.tls_choice import STRICT, Choice
from secc.security import pki
from secc.security.certificate import read
from secc.security.identity import Credentials, Identity
from secc.security.pki import Pki
from secc.security.trust import TrustStores
from secc.testing.tls_client import TlsClient

LIMIT = 1.5
PEEK_LIMIT_US = 100.0
PKI_LIMIT_S = 1.0
ROWS = (
    ("TLS 1.2 P-256, one-sided", "secp256r1", "1.2", "secp256r1"),
    ("TLS 1.3 P-521, mutual", "secp521r1", "1.3", "secp521r1"),
    ("TLS 1.3 Ed448 + X448, mutual", "ed448", "1.3", "x448"),
)
SIGNATURES = {"secp256r1": "ecdsa_secp256r1_sha256", "secp521r1": "ecdsa_secp521r1_sha512", "ed448": "ed448"}
FRAME = bytes(60)
"""A CurrentDemandReq or -Res with its header has about this size."""


class Ours:
    """Our engine, as the station drives it."""

    def __init__(self, server: TlsServer) -> None:
        self.connection = server.connection(0.0)

    def feed(self, data: bytes) -> bytes:
        self.connection.receive(data, 0.0)
        return self.connection.to_wire()

    def echo(self, data: bytes) -> bytes:
        self.connection.receive(data, 0.0)
        self.connection.send(self.connection.plaintext())
        return self.connection.to_wire()


class Bare:
    """pyOpenSSL and nothing else."""

    def __init__(self, context: SSL.Context) -> None:
        self.connection = SSL.Connection(context, None)
        self.connection.set_accept_state()

    def _out(self) -> bytes:
        try:
            return self.connection.bio_read(65536)
        except SSL.WantReadError:
            return b""

    def feed(self, data: bytes) -> bytes:
        self.connection.bio_write(data)
        with suppress(SSL.WantReadError):
            self.connection.do_handshake()
        return self._out()

    def echo(self, data: bytes) -> bytes:
        self.connection.bio_write(data)
        self.connection.send(self.connection.recv(65536))
        return self._out()


def client(one: Pki, version: str, group: str) -> TlsClient:
    mutual = version == "1.3"
    groups = {"secp256r1": "P-256", "secp521r1": "P-521", "x448": "X448"}[group]
    return TlsClient(
        version, roots=[one.root("v2g")], chain=one.chain("vehicle") if mutual else (), key=one["vehicle"].key if mutual else None,
        groups=groups, signatures=SIGNATURES[one.kind],
    )  # fmt: skip


def handshake(end: Ours | Bare, car: TlsClient) -> float:
    """Seconds that the server spent."""
    spent, out = 0.0, car.step()
    while out:
        start = time.thread_time()
        back = end.feed(out)
        spent += time.thread_time() - start
        if not back:
            break
        out = car.step(back)
    if car.error or not car.done:
        raise SystemExit(f"the handshake failed: {car.error}")
    return spent


def measure(one: Pki, version: str, group: str, count: int) -> tuple[float, float, float, float]:
    """Seconds of a handshake and of one frame echoed, ours and bare: the fastest tenth ends there, so that a busy machine matters less."""
    now = datetime.now(UTC)
    staple = one.ocsp_response("secc", now)
    own = Identity("bench", one.chain("secc"), one["secc"].key, one.root("v2g"), staple)
    stores = TrustStores.of(v2g=[one.root("v2g")], oem=[one.root("oem")])
    server = TlsServer(Credentials((own,), stores))
    choice = Choice("1.2" if version == "1.2" else "1.3", own, group)
    context = tls_context.build(choice, STRICT, lambda connection, data: staple, platform_suites=False, key_log=None)
    if version == "1.3":
        tls_context.demand_client(context, (*stores.v2g, *stores.oem), lambda *facts: bool(facts[-1]), required=True)
    times: tuple[list[float], list[float]] = ([], [])
    frames: tuple[list[float], list[float]] = ([], [])
    for _ in range(count):
        for index, make in enumerate((lambda: Ours(server), lambda: Bare(context))):
            read.cache_clear()  # a car that never came before, of a maker whose cars did
            for certificate in one.chain("vehicle")[1:]:
                read(certificate.der)
            car = client(one, version, group)
            start = time.thread_time()
            end = make()
            made = time.thread_time() - start
            times[index].append(made + handshake(end, car))
            sent = car.send(FRAME)
            start = time.thread_time()
            back = end.echo(sent)
            frames[index].append(time.thread_time() - start)
            if car.read(back) != FRAME:
                raise SystemExit("the frame did not come back")
    return (*map(fast, times), *map(fast, frames))


def fast(times: list[float]) -> float:
    return statistics.quantiles(times, n=10)[0]


def peek_us() -> float:
    hello = TlsClient("1.2", "1.3").step()
    return min(timeit.repeat(lambda: ClientHelloReader().feed(hello), timer=time.thread_time, number=500, repeat=7)) / 500 * 1e6


def pki_s(now: datetime) -> float:
    """Seconds to make all the certificates of `secc pki create`."""
    return min(timeit.repeat(lambda: [pki.create(kind, now) for kind in SIGNATURES], timer=time.thread_time, number=1, repeat=5))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--handshakes", type=int, default=200)
    count = parser.parse_args().handshakes
    now, bars = datetime.now(UTC), []
    print("| server side | ours, ms | bare pyOpenSSL, ms | ratio | frame in and out, ours, µs | bare, µs |\n|---|---|---|---|---|---|")
    for name, kind, version, group in ROWS:
        ours, bare, frame, bare_frame = measure(pki.create(kind, now), version, group, count)
        bars.append((f"{name}: {ours / bare:.2f} × bare pyOpenSSL, goal ≤ {LIMIT:g}", ours / bare <= LIMIT))
        print(f"| {name} | {ours * 1e3:.2f} | {bare * 1e3:.2f} | {ours / bare:.2f} | {frame * 1e6:.0f} | {bare_frame * 1e6:.0f} |")
    peek, made = peek_us(), pki_s(now)
    bars.append((f"ClientHello peek: {peek:.0f} µs, goal ≤ {PEEK_LIMIT_US:.0f}", peek <= PEEK_LIMIT_US))
    bars.append((f"the three test PKIs: {made:.2f} s, goal < {PKI_LIMIT_S:g}", made < PKI_LIMIT_S))
    print("", *(f"* {'met' if met else 'MISSED'}: {what}" for what, met in bars), sep="\n")
    return int(not all(met for _, met in bars))


if __name__ == "__main__":
    sys.exit(main())

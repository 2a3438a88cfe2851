"""From the `[tls]` section to a TLS server, or to the one line that says why not."""

from __future__ import annotations

import logging
import os
import pathlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from secc.config import Tls
from secc.errors import ConfigError
from secc.net import credentials
from secc.net.tls import TlsPolicy, TlsServer, wall_clock
from secc.security.identity import Credentials

log = logging.getLogger(__name__)


def tls_server(settings: Tls, clock: Callable[[], datetime] = wall_clock) -> TlsServer:
    """The TLS server that the section asks for. Warnings (a skipped root, a missing staple, a key log) are in the log.

    Raises: ConfigError naming file and reason; there is no falling back to plain TCP.
    """
    return server_for(credentials.load(settings, clock()), settings, clock)


def server_for(found: Credentials, settings: Tls, clock: Callable[[], datetime] = wall_clock) -> TlsServer:
    """The same with credentials that come from elsewhere. Raises: ConfigError."""
    policy = TlsPolicy(
        profile=settings.profile,
        client_certificate=settings.client_certificate,
        platform_suites=settings.platform_suites,
        handshake_timeout=settings.handshake_s,
        key_log=key_log(pathlib.Path(settings.key_log)) if settings.key_log else None,
    )
    server = TlsServer(found, policy, clock)
    for line in found.warnings:
        log.warning("tls: %s", line)
    for name, staple in server.staples.items():
        if staple.problem:
            log.warning("tls: chain %s is served without an OCSP response: %s", name, staple.problem)
    return server


def reload(server: TlsServer, settings: Tls) -> None:
    """Reads the files again: new handshakes use them, running sessions are left alone. Raises: ConfigError, and the old ones stay."""
    server.replace(credentials.load(settings, server.clock()))


class Watch:
    """Takes up files that have changed (a renewed chain, a fresh OCSP response, a new root), and says once a day which staple is due."""

    def __init__(self, server: TlsServer, settings: Tls) -> None:
        self.server, self.settings = server, settings
        self._seen, self._due_said = self._stamp(), date.min

    def poll(self) -> None:
        """Looks once. Raises nothing: what cannot be used is in the log, and the station goes on with what it has."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            try:
                reload(self.server, self.settings)
                log.info("tls: certificates read again")
            except ConfigError as error:
                log.error("tls: changed certificates cannot be used, the old ones stay: %s", error)
        due, today = self.server.staples_to_refresh(), self.server.clock().date()
        if due and today != self._due_said:
            self._due_said = today
            log.warning("tls: no OCSP response, or one that ends within a day: %s", ", ".join(due))

    def _stamp(self) -> frozenset[tuple[str, int, int]]:
        """Name, time and size of every file that counts; one that is gone or cannot be read is simply not in it."""
        settings = self.settings
        named = (settings.chain, settings.key, *settings.ocsp, *settings.v2g_roots, *settings.mo_roots, *settings.oem_roots, *settings.crls)
        files = [pathlib.Path(name) for name in named if name]
        for part in ("secc", "trust") if settings.pki else ():
            files += pathlib.Path(settings.pki, part).rglob("*")
        found = set()
        for path in files:
            with suppress(OSError):
                status = path.stat()
                found.add((str(path), status.st_mtime_ns, status.st_size))
        return frozenset(found)


def key_log(path: pathlib.Path) -> Callable[[bytes], None]:
    """A writer of NSS key log lines, mode 0600. Whoever reads the file reads every session: for debugging only.

    Raises: ConfigError if the file cannot be written.
    """
    try:
        descriptor = credentials.open_private(path, os.O_APPEND)
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be written").lower(), source=str(path), field="tls.key_log") from error
    log.warning("tls: KEY LOG IS ON: %s will hold the secrets of every TLS session", path)
    return lambda line: (os.write(descriptor, line + b"\n"), None)[1]

"""Checks that are not run, with the reason. Every known check is either in the catalogue or here, never in both."""

from __future__ import annotations

REASONS = {
    "SDP-REQ-015": (
        "needs two interfaces with a modem each; that only the server of the asked interface answers, with its own address, is shown "
        "on real sockets in tests/net"
    ),
    "ISO2-ABN-003": (
        "whether SLAC starts without a diode in the control pilot is up to the firmware of pilot and SLAC; secc begins with D-LINK READY"
    ),
    "ISO2-TLS-005": (
        "the TLS engine (OpenSSL) has no status_request_v2, so there is one OCSP response, for the leaf, by status_request; "
        "see docs for the requirements that this touches"
    ),
}

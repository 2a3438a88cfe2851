"""Checks that are not run, with the reason. Every known check is either in the catalogue or here, never in both."""

from __future__ import annotations

_LATER = (
    "is not implemented: its namespace is refused, its services are not offered, its messages get FAILED_SequenceError and end the session "
    "(tests/conformance/test_refusals.py)"
)

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
    "ISO20-TRANSPORT-015": (
        "the TLS engine (OpenSSL) staples one OCSP response, for the leaf, in TLS 1.3 as well; "
        "see docs for the requirements that this touches"
    ),
    "ISO20-CODEC-004": (
        "an independent EXI decoder is needed: tests/vectors decode and encode every message set against documents of another codec"
    ),
    "ISO20-ACDP-WPT-007": (
        "an independent EXI decoder is needed: tests/vectors decode and encode every message set against documents of another codec"
    ),
    "ISO20-SAP-007": f"AC DER IEC {_LATER}",
    **{f"ISO20-CHARGE-PARAMETERS-{number:03}": f"AC DER IEC {_LATER}" for number in range(12, 17)},
    "ISO20-CHARGE-PARAMETERS-017": f"AC DER SAE {_LATER}",
    "ISO20-SIDE-STREAMS-004": f"ACDP {_LATER}",
    **{f"ISO20-ACDP-WPT-{number:03}": f"{'ACDP' if number < 7 else 'WPT'} {_LATER}" for number in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11)},
}

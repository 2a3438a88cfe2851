"""What a car brings to TLS: the roots it knows and, for TLS 1.3, its own certificate, out of a folder of `secc pki create`."""

from __future__ import annotations

import pathlib
import ssl
from typing import Literal

PKI = {"1.2": "iso2", "1.3": "iso20-p521"}
"""Which of the folder's test PKIs goes with which version."""
VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
VEHICLE_CHAIN = ("vehicle", "oem_sub2", "oem_sub1")


def car_side(folder: pathlib.Path, version: Literal["1.2", "1.3"]) -> ssl.SSLContext:
    """A client context for exactly `version`. Writes the vehicle's chain as one file beside the others in `folder`."""
    keys = folder / "test" / PKI[version]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # a station is known by its root, not by a name
    context.minimum_version = context.maximum_version = VERSIONS[version]
    context.load_verify_locations(keys / "v2g_root.pem")
    if version == "1.2":
        context.set_ciphers("ECDHE-ECDSA-AES128-SHA256")
    else:
        chain = folder / "vehicle-chain.pem"
        chain.write_text("".join((keys / f"{role}.pem").read_text() for role in VEHICLE_CHAIN))
        context.load_cert_chain(chain, keys / "vehicle.key")
    return context

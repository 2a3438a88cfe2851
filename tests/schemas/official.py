"""Where our schemas and, if at hand, the official ones lie."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

SCHEMAS = Path(__file__).parents[2] / "schemas"

OFFICIAL = {
    "sap": "V2G_CI_AppProtocol.xsd",
    "xmldsig": "xmldsig-core-schema.xsd",
    "din": "din_spec/V2G_CI_MsgBody.xsd",
    "iso2": "iso15118_2/V2G_CI_MsgDef.xsd",
    "iso20_common": "iso15118_20/V2G_CI_CommonMessages.xsd",
    "iso20_ac": "iso15118_20/V2G_CI_AC.xsd",
    "iso20_dc": "iso15118_20/V2G_CI_DC.xsd",
    "iso20_wpt": "iso15118_20/V2G_CI_WPT.xsd",
    "iso20_acdp": "iso15118_20/V2G_CI_ACDP.xsd",
}
"""Entry file of each set inside the official folder. The two DER sets are not in it; their vectors prove them."""


def official_folder() -> Path | None:
    """`SECC_OFFICIAL_XSD`, or the schema folder of an installed package `iso15118` (located, not imported)."""
    if given := os.environ.get("SECC_OFFICIAL_XSD"):
        return Path(given)
    spec = importlib.util.find_spec("iso15118")
    return Path(spec.origin).parent / "shared" / "schemas" if spec and spec.origin else None

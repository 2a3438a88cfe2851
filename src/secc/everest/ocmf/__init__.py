"""OCMF, the signed meter record of German calibration law: read, check, write.

Three separate answers to a record: is it well-formed (`parse`), is it authentic (`check_signature`), is the session sound (`audit`).
"""

from secc.everest.ocmf.audit import Session, audit
from secc.everest.ocmf.finding import Finding
from secc.everest.ocmf.key import OcmfKeyError, PublicKey
from secc.everest.ocmf.record import OcmfError, Record, parse
from secc.everest.ocmf.signature import Verdict, check_signature, sign

__all__ = ["Finding", "OcmfError", "OcmfKeyError", "PublicKey", "Record", "Session", "Verdict", "audit", "check_signature", "parse", "sign"]

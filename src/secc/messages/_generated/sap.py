# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


__all__ = [
    "AppProtocolType",
    "responseCodeType",
    "supportedAppProtocolReq",
    "supportedAppProtocolRes",
]


class responseCodeType(StrEnum):
    """Values of responseCodeType."""
    OK_SuccessfulNegotiation = 'OK_SuccessfulNegotiation'
    OK_SuccessfulNegotiationWithMinorDeviation = 'OK_SuccessfulNegotiationWithMinorDeviation'
    Failed_NoNegotiation = 'Failed_NoNegotiation'


class supportedAppProtocolReq(Struct, frozen=True, gc=False):
    """Element supportedAppProtocolReq."""

    app_protocol: tuple[AppProtocolType, ...]
    """[1 to 20 items]"""


class supportedAppProtocolRes(Struct, frozen=True, gc=False):
    """Element supportedAppProtocolRes."""

    response_code: responseCodeType
    schema_id: int | None = None
    """[0 to 255]"""


class AppProtocolType(Struct, frozen=True, gc=False):
    """Type AppProtocolType."""

    protocol_namespace: str
    """[0 to 100 characters]"""
    version_number_major: int
    """[0 to 4294967295]"""
    version_number_minor: int
    """[0 to 4294967295]"""
    schema_id: int
    """[0 to 255]"""
    priority: int
    """[1 to 20]"""


"""Deviations of other encoders: understood where the bytes tell, and only behind the switch."""

from __future__ import annotations

import pytest

from secc import messages
from secc.errors import ExiError
from secc.messages import iso20_acdp, sap

CONNECT_RES = bytes.fromhex("8008040000000000000000080e2cfaa062000108")
"""ACDP_ConnectRes as libcbv2g writes it: with the code of ACDP_DisconnectReq."""


def test_a_connect_response_with_the_swapped_code_is_understood() -> None:
    assert isinstance(messages.decode("iso20_acdp", CONNECT_RES), iso20_acdp.ACDP_ConnectRes)


def test_without_the_switch_the_grammar_alone_decides() -> None:
    assert isinstance(messages.decode("iso20_acdp", CONNECT_RES, deviations=False), iso20_acdp.ACDP_DisconnectReq)


def test_a_stream_that_follows_the_grammar_is_never_read_otherwise() -> None:
    (item,) = (sap.AppProtocolType(protocol_namespace="u", version_number_major=1, version_number_minor=0, schema_id=1, priority=1),)
    full = sap.supportedAppProtocolReq(app_protocol=(item,) * 20)
    data = messages.encode("sap", full)
    assert messages.decode("sap", data) == messages.decode("sap", data, deviations=False) == full


def test_a_full_list_that_was_left_open_is_understood() -> None:
    (item,) = (sap.AppProtocolType(protocol_namespace="u", version_number_major=1, version_number_minor=0, schema_id=1, priority=1),)
    nineteen = messages.encode("sap", sap.supportedAppProtocolReq(app_protocol=(item,) * 19))
    twenty = messages.encode("sap", sap.supportedAppProtocolReq(app_protocol=(item,) * 20))
    bits = f"{int.from_bytes(twenty, 'big'):0{len(twenty) * 8}b}"
    end = len(bits.rstrip("0"))
    loose = None
    for cut in range(end, min(len(bits), end + 24) + 1):  # where the last item ends: there one bit of EE becomes two
        text = bits[:cut] + "01"
        candidate = int(text + "0" * (-len(text) % 8), 2).to_bytes((len(text) + 7) // 8, "big")
        try:
            if messages.decode("sap", candidate) == messages.decode("sap", twenty):
                loose = candidate
                break
        except ExiError:
            continue
    assert loose is not None
    assert len(nineteen) < len(twenty) <= len(loose)


def test_nonsense_stays_an_error() -> None:
    for data in (b"\x80", b"\x80\xff", bytes.fromhex("80980212c734a78c")):
        with pytest.raises(ExiError):
            messages.decode("iso2", data)

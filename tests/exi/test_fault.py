"""Errors collect their path on the way out."""

from __future__ import annotations

from secc.exi.fault import Fault


def test_the_path_runs_from_the_root_to_where_it_happened() -> None:
    fault = Fault("truncated", 77, "SessionID")
    for name in ("Header", "", "V2G_Message"):
        fault.step(name)
    error = fault.exi_error()
    assert (error.reason, error.path, error.bit, error.root) == ("truncated", "V2G_Message/Header/SessionID", 77, "V2G_Message")
    assert str(fault.encode_error()) == "V2G_Message/Header/SessionID: truncated"


def test_an_error_without_any_element_has_no_root() -> None:
    assert Fault("empty").exi_error().root == ""

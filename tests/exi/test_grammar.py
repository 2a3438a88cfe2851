"""Grammars at run time: the numbers that the standard gives, set by set."""

from __future__ import annotations

import pytest

from secc import messages
from secc.exi.states import FINISH, STRUCT

NUMBERS = {  # set → root elements, bits of their code, elements of a fragment, bits of theirs, code of SignedInfo
    "sap": (2, 2, 9, 4, None),
    "din": (81, 7, 245, 8, 212),
    "iso2": (80, 7, 243, 8, 208),
    "xmldsig": (24, 5, 45, 6, 32),
    "iso20_common": (54, 6, 281, 9, 230),
    "iso20_ac": (42, 6, 154, 8, 135),
    "iso20_dc": (48, 6, 149, 8, 129),
    "iso20_wpt": (38, 6, 193, 8, 146),
    "iso20_acdp": (34, 6, 129, 8, 110),
}
NAMES = {"": 7, "http://www.w3.org/2000/09/xmldsig#": 70, "urn:iso:15118:2:2013:MsgBody": 125, "urn:iso:15118:2:2013:MsgDataTypes": 188}


@pytest.mark.parametrize("name", NUMBERS)
def test_roots_and_fragments_have_the_numbers_of_the_reference(name: str) -> None:
    grammar = messages.grammar(name)
    roots, root_bits, elements, element_bits, signed_info = NUMBERS[name]
    assert (grammar.document.count, grammar.document.width) == (roots, root_bits)
    assert (grammar.fragment.count, grammar.fragment.width) == (elements, element_bits)
    found = [edge.code for edge in grammar.fragment.edges if edge.name[1] == "SignedInfo"]
    assert found == ([] if signed_info is None else [signed_info])


def test_name_tables_begin_as_the_reference_begins_them() -> None:
    grammar = messages.grammar("iso2")
    assert {uri: len(grammar.local_names[uri]) for uri in NAMES} == NAMES
    assert len(grammar.uris) == 9


def test_the_relaxed_element_offers_everything_in_its_order() -> None:
    relaxed = messages.grammar("iso2").relaxed
    assert (relaxed.first.count, relaxed.first.width) == (257, 9)
    assert (relaxed.content.count, relaxed.content.width) == (246, 8)
    assert relaxed.first.edges[4].name == ("urn:iso:15118:2:2013:MsgDataTypes", "Id")
    assert relaxed.content.edges[244].form == FINISH


def test_a_large_substitution_group_is_found_by_class() -> None:
    grammar = messages.grammar("iso2")
    body = next(edge for edge in grammar.roots[("urn:iso:15118:2:2013:MsgDef", "V2G_Message")].type.ready().states[1].edges)
    first = body.type.ready().first
    assert (first.count, first.width) == (36, 6)
    assert all(first.makers[edge.maker] is edge for edge in first.edges if edge.op == STRUCT)


@pytest.mark.parametrize("name", messages.SETS)
def test_every_type_of_every_set_can_be_built(name: str) -> None:
    for kind in messages.grammar(name).types:
        assert kind.ready().states[0] is kind.first
        assert all(edge.next is not None for state in kind.states for edge in state.edges if edge.form != FINISH)

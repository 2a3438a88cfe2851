"""The grammar that learns."""

from __future__ import annotations

from secc.exi.builtin import ATTRIBUTE, CHARACTERS, ELEMENT, END, BuiltinGrammar, Production


def test_a_start_tag_begins_with_no_bit_and_content_with_one() -> None:
    grammar = BuiltinGrammar()
    assert (grammar.start.width, grammar.start.second_width) == (0, 2)
    assert (grammar.content.width, grammar.content.second_width) == (1, 1)


def test_what_is_learned_last_has_the_lowest_code() -> None:
    state = BuiltinGrammar().start
    for name in "ab":
        state.learn(Production(ELEMENT, ("", name)), once=False)
    assert [p.name for p in state.productions] == [("", "b"), ("", "a")]
    assert state.width == 2


def test_end_and_text_are_learned_once_and_names_each_time() -> None:
    state = BuiltinGrammar().content
    for _ in range(2):
        state.learn(Production(CHARACTERS), once=True)
        state.learn(Production(ATTRIBUTE, ("", "a")), once=False)
    assert [p.event for p in state.productions] == [ATTRIBUTE, ATTRIBUTE, CHARACTERS, END]

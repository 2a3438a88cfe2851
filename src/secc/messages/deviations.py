"""Known deviations of other encoders, decoded where there is no doubt what was meant.

One switch: `decode(…, deviations=True)`, the default. A stream is read by the grammar first; only if that fails, leaves the schema, or
leaves whole octets over, the ways below are tried, and only a reading that uses up the stream and keeps to the schema counts.

    full list    After the last item that a list may hold, libcbv2g still writes the code of a list that may go on, one bit wider;
                 the pre-generated grammars of Josev do so for lists of 16 and more.
    ACDP roots   libcbv2g orders the root elements of the ACDP set by type name: DisconnectReq and ConnectRes change places.

Not among them, because the bytes do not tell: the optional element after a list in the WPT set, which libcbv2g drops. Pad bits that
are not zero and octets after the end are ignored always.
"""

from __future__ import annotations

from collections.abc import Iterator

from secc.errors import ExiError
from secc.exi.content import AnyElement
from secc.exi.decoder import Decoder
from secc.exi.grammar import Grammar
from secc.exi.validate import violations

LOOSE_LISTS = (1, 16)
"""From which size on an encoder treats lists as endless."""

SWAPPED_ROOTS = {"iso20_acdp": ("ACDP_ConnectRes", "ACDP_DisconnectReq")}
"""Set → two root elements that an encoder confuses."""


def clean(decoder: Decoder, message: object) -> bool:
    """Whether a reading keeps to the schema and uses up the stream."""
    return not isinstance(message, AnyElement) and decoder.end - decoder.pos < 8


def readings(set_name: str, grammar: Grammar, data: bytes) -> Iterator[Decoder]:
    """Decoders that allow for one deviation each."""
    for smallest in LOOSE_LISTS:
        yield Decoder(grammar, data, smallest)
    swapped = swap_roots(set_name, grammar, data)
    if swapped is not None:
        yield Decoder(grammar, swapped)


def swap_roots(set_name: str, grammar: Grammar, data: bytes) -> bytes | None:
    """The stream with the code of the other root element of a confused pair; None if it has none of them."""
    pair = {edge.name[1]: edge.code for edge in grammar.document.edges if edge.name[1] in SWAPPED_ROOTS.get(set_name, ())}
    shift = 8 - grammar.document.width
    code = data[1] >> shift if len(data) > 1 and shift >= 0 else -1
    if code not in pair.values():
        return None
    other = next(number for number in pair.values() if number != code)
    return data[:1] + bytes([other << shift | data[1] & ((1 << shift) - 1)]) + data[2:]


def retry(set_name: str, grammar: Grammar, data: bytes) -> object | None:
    """The message that a deviating encoder meant, None if none is certain."""
    for decoder in readings(set_name, grammar, data):
        try:
            message = decoder.document()
        except ExiError:
            continue
        if clean(decoder, message) and not violations(grammar, message):
            return message
    return None

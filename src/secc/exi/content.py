"""The generic node: what a message holds where the schema leaves the content open, or where the sender left the schema."""

from __future__ import annotations

from msgspec import Struct

QName = tuple[str, str]
"""(namespace, local name)"""


class AnyAttribute(Struct, frozen=True, gc=False):
    """An attribute of an `AnyElement`; `value` has the type of its declaration, else str."""

    name: QName
    value: str | bytes | int


class AnyElement(Struct, frozen=True, gc=False):
    """An element that no message class describes.

    It stands below a wildcard, or it is an element that differs from its declaration (xsi:type, xsi:nil,
    undeclared attributes or content), or it contains such an element. `content` holds, in document order: str (text),
    bytes, int and bool (a typed value), objects of element classes (that element), of type classes (the
    content of this element), and `AnyElement`.
    """

    name: QName
    attributes: tuple[AnyAttribute, ...] = ()
    content: tuple[Content | AnyElement, ...] = ()
    type: QName | None = None
    """xsi:type"""
    nil: bool | None = None
    """xsi:nil"""


Content = str | bytes | int | Struct
"""An item of ordered content."""

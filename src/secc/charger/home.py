"""The one thread that everything of an outlet lives in."""

from __future__ import annotations

import threading

from secc.errors import StateError


class Home:
    """Remembers the thread that it was made in."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def check(self, what: str) -> None:
        """Raises StateError in any other thread; whoever calls from there has to go through the loop."""
        if threading.get_ident() != self._thread:
            raise StateError(f"{what} was called from another thread: hand it over with loop.call_soon_threadsafe({what}, …)")

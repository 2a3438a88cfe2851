"""Instants as EVerest writes them: UTC, milliseconds, Z."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def instant(seconds: float | None = None) -> str:
    """Unix seconds (default: now) as text."""
    moment = datetime.fromtimestamp(time.time() if seconds is None else seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def unix_seconds(text: str) -> float:
    """The reverse. Raises ValueError."""
    return datetime.fromisoformat(text.upper()).timestamp()

"""Network namespaces for tests: a station's side and EVs' sides, joined by veth pairs with unique names. Needs root and iproute2."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
import uuid
from types import TracebackType
from typing import Self

import pytest

ROOT = pathlib.Path(__file__).parents[2]

needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("ip") is None, reason="network namespaces need root and iproute2",
)


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Wires:
    """`count` veth pairs. Pair i is `station_if(i)` in the station's namespace and `ev_if(i)` in a namespace of its own."""

    def __init__(self, count: int = 1, *, plugged: bool = True) -> None:
        self.tag = uuid.uuid4().hex[:6]
        self.count, self._plugged = count, plugged
        self.station = f"t{self.tag}s"
        self.processes: list[subprocess.Popen[str]] = []

    def station_if(self, number: int = 0) -> str:
        return f"s{self.tag}{number}"

    def ev_if(self, number: int = 0) -> str:
        return f"e{self.tag}{number}"

    def ev(self, number: int = 0) -> str:
        return f"t{self.tag}e{number}"

    def __enter__(self) -> Self:
        for namespace in (self.station, *(self.ev(number) for number in range(self.count))):
            ip("netns", "add", namespace)
            ip("-n", namespace, "link", "set", "lo", "up")
        if self._plugged:
            for number in range(self.count):
                self.plug(number)
        return self

    def plug(self, number: int = 0) -> None:
        """Make the pair and bring it up; addresses are usable at once."""
        ip("link", "add", self.station_if(number), "type", "veth", "peer", "name", self.ev_if(number))
        for namespace, name in ((self.station, self.station_if(number)), (self.ev(number), self.ev_if(number))):
            ip("link", "set", name, "netns", namespace)
            subprocess.run(
                ["ip", "netns", "exec", namespace, "sysctl", "-qw", f"net.ipv6.conf.{name}.accept_dad=0"], check=True, capture_output=True,
            )
            ip("-n", namespace, "link", "set", name, "up")

    def start(self, namespace: str, *arguments: str) -> subprocess.Popen[str]:
        """A Python process in a namespace, killed at the end of the test at the latest."""
        process = subprocess.Popen(
            ["ip", "netns", "exec", namespace, sys.executable, *arguments], cwd=ROOT, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=dict(os.environ, PYTHONUNBUFFERED="1"),
        )
        self.processes.append(process)
        return process

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()
        for namespace in (self.station, *(self.ev(number) for number in range(self.count))):
            subprocess.run(["ip", "netns", "del", namespace], capture_output=True, check=False)

"""Pages of docs/ that are drawn from the tables: state diagrams, the requirement matrix, the switches, the timers.

    python tools/docs.py            write them
    python tools/docs.py --check    exit 1 if the committed pages are not what the tables give
"""

from __future__ import annotations

import argparse
import pathlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable

from everest_docs import EVEREST_PAGES

from secc.conformance.catalogue import CHECKS
from secc.session import protocols
from secc.session.profile import SWITCHES
from secc.session.table import MAIN, Protocol, Row, Timer, mermaid, states

ROOT = pathlib.Path(__file__).parents[1]
SOURCE = ROOT / "src" / "secc"
NOTE = "<!-- Drawn by tools/docs.py from the tables; edit those. -->\n"
TITLES = {
    "sap": "SupportedAppProtocol", "din": "DIN SPEC 70121", "iso2": "ISO 15118-2", "iso20_ac": "ISO 15118-20 AC", "iso20_dc": "ISO 15118-20 DC",
}
ID = re.compile(r"V2G(?:2|20|-DC)-\d+")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(cells) + " |" for cells in ([*head], ["---"] * len([*head]), *([*row] for row in rows))]
    return "\n".join(lines) + "\n"


def spoken() -> list[Protocol]:
    """Every protocol, in the order of TITLES."""
    return [protocols.load(name) for name in TITLES if protocols.known(name)]


def states_page() -> str:
    """What each protocol accepts where, and a diagram of where it leads."""
    parts = [
        NOTE,
        "# States\n",
        "What a station waits for, what it accepts there and where that leads. Everything else gets the response that pairs with the",
        "request, with a sequence error, and the session ends. Rows in *italics* exist only with the switch they name.\n",
    ]
    for protocol in spoken():
        rows = list(protocol.table.values())
        parts += [f"## {TITLES[protocol.name]}\n", table(("state", "request", "leads to", "requirement"), map(_row, rows))]
        parts += ["```mermaid", mermaid(rows, protocol.first, protocol.last).rstrip(), "```\n"]
        parts.append(f"{len(rows)} rows, {len(states(rows))} states, {len(protocol.refusals)} refusals.\n")
    return "\n".join(parts)


def _row(line: Row) -> tuple[str, str, str, str]:
    request = line.request.__name__ if line.stream == MAIN else f"{line.request.__name__} (stream {line.stream})"
    cells = (line.state, request, ", ".join(line.to), line.req or f"switch `{line.switch}`")
    return cells if not line.switch else (f"*{cells[0]}*", f"*{cells[1]}*", f"*{cells[2]}*", f"{line.req} switch `{line.switch}`".strip())


def switches_page() -> str:
    """The switch table."""
    rows = ((f"`{switch.name}`", _word(switch.strict), _word(switch.field), switch.source, switch.reason) for switch in SWITCHES)
    return "\n".join((
        NOTE, "# Switches\n", "`profile = \"strict\"` or `\"field\"` picks the column; `[switches]` in the configuration overrides single rows.\n",
        table(("switch", "strict", "field", "source", "reason"), rows),
    ))


def _word(value: bool) -> str:
    return "on" if value else "off"


def timers() -> dict[str, dict[str, Timer]]:
    """Home module → name → timer, for every timer that stands as a constant in the session package."""
    found: dict[str, dict[str, Timer]] = {}
    for path in sorted((SOURCE / "session").rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        module = sys.modules.get(name)
        for timer in vars(module).values() if module else ():
            if isinstance(timer, Timer) and re.search(rf'"{re.escape(timer.name)}"', path.read_text(encoding="utf-8")):
                found.setdefault(name, {})[timer.name] = timer
    return found


EXPIRY = {"close": "the session ends without a word", "refuse": "the next request is refused", "off": "power goes off, the next request is refused",
          "note": "what the handler says"}


def timers_page() -> str:
    """Timers and performance times."""
    parts = [NOTE, "# Timers\n"]
    for home, named in timers().items():
        rows = (
            (timer.name, f"{timer.seconds:g}", f"{timer.slack:g}" if timer.slack else "", EXPIRY[timer.expiry], timer.req) for timer in named.values()
        )
        parts += [f"## `{home}`\n", table(("timer", "s", "s with `timer_slack`", "when it is over", "requirement"), rows)]
    for protocol in spoken():
        if protocol.performance:
            times = ((request.__name__, f"{seconds:g}") for request, seconds in protocol.performance.items())
            parts += [f"## Performance times, {TITLES[protocol.name]}\n", table(("request", "s"), times)]
    return "\n".join(parts)


def requirements_page() -> str:
    """Requirement → rows, timers, source files, checks."""
    rows, clocks, files, checks = (defaultdict[str, dict[str, None]](dict) for _ in range(4))
    for protocol in spoken():
        for line in protocol.table.values():
            _note(rows, line.req, f"{protocol.name}: {line.state} / {line.request.__name__}")
    for named in timers().values():
        for timer in named.values():
            _note(clocks, timer.req, timer.name)
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"conformance", "_generated"} & set(path.parts):
            _note(files, path.read_text(encoding="utf-8"), path.relative_to(SOURCE).as_posix())
    for check in CHECKS.values():
        _note(checks, check.requirement, check.id)
    every = sorted({*rows, *clocks, *files, *checks}, key=lambda name: (name.rpartition("-")[0], int(name.rpartition("-")[2])))
    lines = ((name, *("<br>".join(column.get(name, ())) for column in (rows, clocks, files, checks))) for name in every)
    return "\n".join(
        (
            NOTE,
            "# Requirements\n",
            "Where a requirement is met and which conformance checks look at it. Ids are those of ISO 15118-2 (V2G2), DIN SPEC 70121",
            f"(V2G-DC) and ISO 15118-20 (V2G20). {len(every)} requirements, {len(CHECKS)} checks.\n",
            table(("requirement", "table rows", "timers", "source", "checks"), lines),
        )
    )


def _note(column: dict[str, dict[str, None]], text: str, where: str) -> None:
    for name in ID.findall(text):
        column[name][where] = None


PAGES = {"states.md": states_page, "switches.md": switches_page, "timers.md": timers_page, "requirements.md": requirements_page, **EVEREST_PAGES}


def main() -> int:
    """Write the pages, or compare. Exit status 1 if a committed page is stale."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with what is committed and write nothing")
    check = parser.parse_args().check
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / "docs" / name, page()
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/{name} is not what the tables give: run python tools/docs.py")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())

"""`secc exi`: read and write EXI, one line a message; explain a frame bit by bit; compile schemas.

A line that cannot be done gives `! reason` (with the bit, for EXI) in its place; the rest goes on, and the exit status is 1. XML that departs
from its schema in a way that EXI can carry is written, with a note on standard error.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections.abc import Callable, Iterator

from secc import messages
from secc.errors import ExiError, SeccError
from secc.exi.validate import violations as find_violations

Handler = Callable[[str], str]


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `exi decode`, `encode`, `inspect` and `compile`."""
    parser = subparsers.add_parser("exi", help="read and write EXI: decode, encode, inspect, compile", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    decode = lines(actions, "decode", "hex, one frame a line → XML or JSON, one message a line", run_decode)
    decode.add_argument("--format", choices=("xml", "json"), default="xml", help="JSON is exact; XML marks what it cannot hold")
    lines(actions, "encode", "XML or JSON, one message a line → hex", run_encode)
    lines(actions, "inspect", "hex → what each bit means", run_inspect)
    compiler = actions.add_parser("compile", help="XSD files → grammar tables, and what differs from ours; exit status 1 if anything does")
    compiler.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE.xsd")
    compiler.add_argument("--set", dest="set_name", choices=messages.SETS, help="compare with this set (default: the one with the same namespaces)")
    compiler.add_argument("--out", type=pathlib.Path, help="write the tables as JSON")
    compiler.set_defaults(run=run_compile)


def lines(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, purpose: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """A command that reads lines from files or standard input."""
    parser = actions.add_parser(name, help=purpose)
    parser.add_argument("--set", dest="set_name", choices=messages.SETS, required=True, metavar="SET", help=" ".join(messages.SETS))
    parser.add_argument("--fragment", action="store_true", help="fragments of one element, not documents")
    parser.add_argument("files", nargs="*", default=["-"], metavar="FILE", help="- is standard input (default)")
    parser.set_defaults(run=run)
    return parser


def octets(line: str) -> bytes:
    try:
        return bytes.fromhex(line)
    except ValueError:
        raise ExiError("not hexadecimal") from None


def run_decode(options: argparse.Namespace) -> int:
    """`secc exi decode`."""
    name, write = options.set_name, messages.to_xml if options.format == "xml" else messages.to_json

    def document(line: str) -> str:
        return write(name, messages.decode(name, octets(line)))

    def fragment(line: str) -> str:
        element, value = messages.decode_fragment(name, octets(line))
        return write(name, value, element)

    return each_line(options.files, fragment if options.fragment else document)


def run_encode(options: argparse.Namespace) -> int:
    """`secc exi encode`."""
    name = options.set_name

    def document(line: str) -> str:
        read = messages.from_xml if line.startswith("<") else messages.from_json
        message = read(name, line)
        written = messages.encode(name, message).hex()
        for found in find_violations(messages.grammar(name), message):
            sys.stderr.write(f"secc exi: {found.path} is not as its schema has it, written as it stands\n")
        return written

    def fragment(line: str) -> str:
        read = messages.fragment_from_xml if line.startswith("<") else messages.fragment_from_json
        return messages.encode_fragment(name, *read(name, line)).hex()

    return each_line(options.files, fragment if options.fragment else document)


def run_inspect(options: argparse.Namespace) -> int:
    """`secc exi inspect`."""
    from secc.exi.inspect import explain

    grammar = messages.grammar(options.set_name)
    return each_line(options.files, lambda line: "\n".join(explain(grammar, octets(line), options.fragment)))


def run_compile(options: argparse.Namespace) -> int:
    """`secc exi compile`."""
    from secc.cli.exi_compile import compile_files

    return compile_files(options.files, options.set_name, options.out)


def each_line(files: list[str], handle: Handler) -> int:
    """Handle every line that is not empty. Exit status 1 if one could not be done."""
    failed = False
    for line in read_lines(files):
        try:
            answer = handle(line)
        except SeccError as error:
            answer = f"! {error}"
        failed = failed or answer.startswith("! ") or "\n! " in answer
        sys.stdout.write(answer + "\n")
    return int(failed)


def read_lines(files: list[str]) -> Iterator[str]:
    for name in files:
        with open(0 if name == "-" else name, encoding="utf-8", errors="surrogateescape", closefd=name != "-") as file:
            yield from (line.strip() for line in file if line.strip())

"""`secc exi compile`: the schemas that a user has, compiled, and compared with those that this package was made from."""

from __future__ import annotations

import pathlib
import sys

from secc import messages
from secc.errors import ConfigError
from secc.exi.grammar import Tables
from secc.exi.schema.compare import differences
from secc.exi.schema.model import ComplexType, Element, SchemaError
from secc.exi.schema.reader import read_schema
from secc.exi.schema.tables import Compiler, SetTables
from secc.messages.generate import tables_file
from secc.messages.naming import field_name


def compile_files(files: list[pathlib.Path], set_name: str | None, out: pathlib.Path | None) -> int:
    """Exit status 1 if the grammars differ from ours. Raises `ConfigError` for files that cannot be compiled or compared."""
    try:
        schema = read_schema(files)
        tables = Compiler(schema, field_name, class_name).compile()
    except (SchemaError, OSError) as error:
        raise ConfigError(str(error), source=str(files[0])) from None
    if out is not None:
        out.write_text(tables_file(files[0].name, tables))
    states = sum(len(row[4]) for row in tables.types)
    print(f"{len(tables.document)} root elements, {len(tables.fragment)} elements, {len(tables.types)} types, {states} states")
    wanted = set_name or same_namespaces(tables)
    if wanted is None:
        print("no set of ours has these namespaces; name one with --set to compare", file=sys.stderr)
        return 0
    found = list(differences(our_tables(wanted), tables))
    print("\n".join(found) if found else f"codes the same as our {wanted}")
    return int(bool(found))


def class_name(source: Element | ComplexType) -> str:
    """Compiled tables stand for themselves: there are no classes, every element and named type could have one."""
    return source.name[1] if source.name is not None else ""


def same_namespaces(tables: SetTables) -> str | None:
    wanted = set(tables.namespaces)
    return next((name for name in messages.SETS if set(messages.grammar(name).tables.namespaces) == wanted), None)


def our_tables(set_name: str) -> SetTables:
    tables: Tables = messages.grammar(set_name).tables
    return SetTables(**{name: getattr(tables, name) for name in SetTables.__dataclass_fields__})

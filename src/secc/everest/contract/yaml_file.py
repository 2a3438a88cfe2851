"""A YAML file as plain data that still knows on which line each part stands."""

from __future__ import annotations

from pathlib import Path

import yaml

from secc.everest.contract.errors import ContractError

Path_ = tuple[str | int, ...]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFile:
    """`data` is the content; `line(path)` says where a part stands. Raises ContractError for what is no YAML or repeats a key."""

    def __init__(self, path: Path) -> None:
        self.source = str(path)
        self._lines: dict[Path_, int] = {}
        try:
            loader = Loader(path.read_text(encoding="utf-8"))
            root = loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise ContractError(f"no valid YAML: {error.problem}", source=self.source, line=mark.line + 1 if mark else 0) from None
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ContractError(f"cannot be read: {error}", source=self.source) from None
        self._loader = loader
        self.data = self._read(root, ()) if root is not None else None

    def line(self, path: Path_) -> int:
        """The line of a part, or of the nearest part above it."""
        while path not in self._lines and path:
            path = path[:-1]
        return self._lines.get(path, 1)

    def error(self, reason: str, path: Path_) -> ContractError:
        where = ".".join(str(step) for step in path)
        return ContractError(f"{where}: {reason}" if where else reason, source=self.source, line=self.line(path))

    def _read(self, node: yaml.Node, path: Path_) -> object:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._read(item, (*path, index)) for index, item in enumerate(node.value)]
        value: object = self._loader.construct_object(node)
        return value

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            self._lines[(*path, key)] = key_node.start_mark.line + 1
            if not isinstance(key, str) or key in found:
                raise self.error("the key stands twice", (*path, key))
            found[key] = self._read(value_node, (*path, key))
        return found

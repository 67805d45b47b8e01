"""YAML whose every value knows its line: what is wrong is refused with file, line and reason."""

from collections.abc import Iterator

import yaml

from ..domain.dates import parse_partial
from ..errors import InputError, SettingsError

_Node = yaml.nodes.Node


def read_table(text: str, file: str) -> "Table":
    """The one mapping that a file holds. Raises SettingsError."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"{file}, line {mark.line + 1}" if mark else file
        raise SettingsError(f"not YAML: {getattr(fault, 'problem', fault)}", where=where) from fault
    if not isinstance(node, yaml.MappingNode):
        raise SettingsError("holds no mapping", where=file, way_out="begin with `provisions:`")
    return Table(node, file)


class Table:
    """A mapping that is taken apart key by key; `done` refuses what nobody asked for."""

    def __init__(self, node: yaml.MappingNode, file: str) -> None:
        self.file, self.line = file, node.start_mark.line + 1
        self._rows: dict[str, _Node] = {}
        self._taken: set[str] = set()
        for key, value in node.value:
            if key.value in self._rows:
                raise self.wrong(f"{key.value!r} stands twice", key)
            self._rows[key.value] = value

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def wrong(
        self, what: str, node: _Node | None = None, way_out: str | None = None
    ) -> SettingsError:
        """An error with file and line."""
        line = node.start_mark.line + 1 if node else self.line
        return SettingsError(what, where=f"{self.file}, line {line}", way_out=way_out)

    def fault(self, key: str, what: str, way_out: str | None = None) -> SettingsError:
        """An error about the value of a key."""
        return self.wrong(f"{key!r} {what}", self._rows.get(key), way_out)

    def text(self, key: str, default: str | None = None) -> str:
        """A text. Raises SettingsError where it is missing and has no default."""
        node = self._take(key)
        if node is None:
            if default is None:
                raise self.wrong(f"has no {key!r}")
            return default
        return self._scalar(key, node).strip()

    def day(self, key: str) -> str | None:
        """An ISO day as precise as written; None where it is missing or null."""
        raw = self.text(key, "")
        if raw in ("", "null", "~"):
            return None
        try:
            return parse_partial(raw)
        except InputError as fault:
            raise self.fault(
                key, f"is no date: {raw}", "write YYYY, YYYY-MM or YYYY-MM-DD"
            ) from fault

    def number(self, key: str, default: float | None = None) -> float:
        """A number of nought or more."""
        raw = self.text(key, "" if default is not None else None)
        try:
            found = float(raw) if raw else default
        except ValueError as fault:
            raise self.fault(key, f"is no number: {raw}") from fault
        if found is None or not 0 <= found < float("inf"):
            raise self.fault(key, f"is no number of nought or more: {raw}")
        return found

    def truth(self, key: str, default: bool = False) -> bool:
        """`true` or `false`."""
        raw = self.text(key, "true" if default else "false").lower()
        if raw not in ("true", "false"):
            raise self.fault(key, f"is {raw!r}", "write true or false")
        return raw == "true"

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one; none where it is missing."""
        node = self._take(key)
        if node is None:
            return ()
        if isinstance(node, yaml.SequenceNode):
            return tuple(self._scalar(key, each).strip() for each in node.value)
        return (self._scalar(key, node).strip(),)

    def table(self, key: str) -> "Table | None":
        """A mapping below; None where it is missing."""
        node = self._take(key)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(key, "is not a mapping")
        return Table(node, self.file)

    def tables(self, key: str) -> Iterator["Table"]:
        """The mappings of a list; none where it is missing."""
        node = self._take(key)
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise self.fault(key, "is not a list")
        for each in node.value:
            if not isinstance(each, yaml.MappingNode):
                raise self.wrong(f"{key!r} has a row that is not a mapping", each)
            yield Table(each, self.file)

    def done(self) -> None:
        """Raises SettingsError for a key that nobody asked for."""
        for key in self._rows.keys() - self._taken:
            known = ", ".join(sorted(self._taken))
            raise self.wrong(f"unknown key {key!r}", self._rows[key], f"use {known}")

    def _take(self, key: str) -> _Node | None:
        self._taken.add(key)
        node = self._rows.get(key)
        empty = isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")
        return None if empty else node

    def _scalar(self, key: str, node: _Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.fault(key, "is not a single value")
        return str(node.value)

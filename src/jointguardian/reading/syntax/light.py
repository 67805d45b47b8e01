"""spaCy without what reading does not use: its command line, training, schemas and other components.

Importing spaCy whole takes a second, half of it for those. Importing this module before spaCy
leaves their modules empty: whoever asks one for anything later gets it loaded then, and in full
(`import spacy; spacy.load(...)`, `import spacy.cli`). Tests hold that true.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

_KNOWN = frozenset({"3.8.18"})
"""The versions of spaCy whose modules these are; any other is loaded whole."""
_EXAMPLE, _LABELS = "spacy.training.example", "spacy.training.iob_utils"
_NAMES: dict[str, dict[str, str | None]] = {
    "spacy": {},
    "spacy.schemas": {"validate_token_pattern": None, "TokenPattern": None, "validate": None},
    "spacy.training": {
        "Example": _EXAMPLE,
        "validate_examples": _EXAMPLE,
        "validate_get_examples": _EXAMPLE,
        "remove_bilu_prefix": _LABELS,
        "split_bilu_label": _LABELS,
    },
    "spacy.pipeline": {},
    "spacy.language": {"Language": None},
    "spacy.ml": {},
    "spacy.ml.models": {},
    "spacy.pipeline.functions": {"merge_subtokens": None},
    "spacy.lang.en": {},
}
"""The modules left empty, and the names that the others take from them while they load: from the
submodule that has it, or as a stand-in until the module itself is loaded."""
_CHECKS = "confection.validation"
_SCHEMAS = ("pydantic", "pydantic.v1")
"""What confection looks for only to know such schemas when it is given one, and does without."""
_UNUSED = ("spacy.cli", "spacy.cli.info")
_LOCK = RLock()
_building = [False]


class _StandIn:
    """A class or function of an empty module, named by others and not yet called."""

    def __init__(self, module: str, name: str) -> None:
        self.at = module, name

    def __call__(self, *given: object, **named: object) -> object:
        return self.real()(*given, **named)

    def real(self) -> Any:
        """The thing itself."""
        return getattr(sys.modules[self.at[0]], self.at[1])


class _Pattern(_StandIn):
    """The schema of a matcher's patterns, of which the tokenizer asks whether it has ORTH."""

    def __call__(self, *given: object, **named: object) -> object:
        return self.real()(*given, **named) if given or named else self

    def model_dump(self) -> "_Pattern":
        """Itself, to be asked for a field."""
        return self

    def __contains__(self, field: str) -> bool:
        return field == "orth" or field in self.real()().model_dump()


class _Empty(ModuleType):
    """A module that loads when it is asked for anything that it does not have."""

    def __getattr__(self, name: str) -> object:
        if not _building[0]:
            load_whole()
            return getattr(self, name)
        names = _NAMES[self.__name__]
        if name not in names:
            raise AttributeError(name)
        submodule = names[name]
        found = getattr(import_module(submodule), name) if submodule else None
        stand_in = _Pattern if name == "TokenPattern" else _StandIn
        return found or stand_in(self.__name__, name)


def load_whole() -> None:
    """Loads what was left out, and puts the things themselves where their stand-ins were."""
    with _LOCK:
        empty = [m for n in _NAMES if isinstance(m := sys.modules.get(n), _Empty)]
        for module in empty:
            module.__class__ = _Loading  # type: ignore[assignment]
        with _no_command_line():
            for module in empty:
                _load(module)
        if empty and (checks := sys.modules.get(_CHECKS)) is not None:
            _know_schemas(checks)
        for name in [n for n in sys.modules if n.partition(".")[0] == "spacy"]:
            _restore(sys.modules[name])


class _Loading(ModuleType):
    """An empty module whose turn comes, or comes now if another needs it first."""

    def __getattr__(self, name: str) -> object:
        _load(self)
        return getattr(self, name)


def _load(module: ModuleType) -> None:
    spec = module.__spec__
    if isinstance(module, _Loading) and spec is not None and spec.loader is not None:
        module.__class__ = ModuleType  # type: ignore[assignment]
        spec.loader.exec_module(module)


def _restore(module: ModuleType) -> None:
    held = [(k, v) for k, v in vars(module).items() if isinstance(v, _StandIn)]
    for key, stand_in in held:
        setattr(module, key, stand_in.real())


@contextmanager
def _no_schemas() -> Iterator[None]:
    """No pydantic in here, which takes long to load; where it is loaded it stays, for other threads."""
    hidden = [name for name in _SCHEMAS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            if sys.modules.get(name) is None:
                sys.modules.pop(name, None)


def _know_schemas(checks: ModuleType) -> None:
    """What confection finds for itself when pydantic is there as it loads."""
    for name, form in zip(_SCHEMAS, ("V2", "V1"), strict=True):
        if name == "pydantic" or sys.version_info < (3, 14):
            found = import_module(name)
            for kind in ("BaseModel", "ValidationError"):
                setattr(checks, f"_Pydantic{form}{kind}", getattr(found, kind))


@contextmanager
def _no_command_line() -> Iterator[None]:
    """A stand-in for spaCy's command line while spaCy loads; whoever wants it imports it."""
    if _UNUSED[0] in sys.modules:
        yield
        return
    for name in _UNUSED:
        stand_in = ModuleType(name)
        stand_in.info = None  # type: ignore[attr-defined]
        sys.modules[name] = stand_in
    try:
        yield
    finally:
        spacy = sys.modules["spacy"]
        for name in _UNUSED:
            del sys.modules[name]
        for left in ("cli", "info"):
            vars(spacy).pop(left, None)


def _leave_empty(name: str) -> None:
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name=name)
    module = module_from_spec(spec)
    module.__class__ = _Empty
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


@contextmanager
def parts_only() -> Iterator[None]:
    """Imports of spaCy's modules in here load those alone, not the packages they stand in."""
    with _LOCK:
        _building[0] = "spacy" not in sys.modules and version("spacy") in _KNOWN
        try:
            if _building[0]:
                with _no_schemas():
                    import_module(_CHECKS)
                for name in _NAMES:
                    _leave_empty(name)
            yield
        finally:
            _building[0] = False

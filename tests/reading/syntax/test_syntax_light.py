"""Loading the reader's syntax lightly takes nothing away from what other threads have loaded."""

import sys
from types import ModuleType

import pytest

from jointguardian.reading.syntax import light


def test_what_is_loaded_is_not_hidden_from_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = ModuleType("pydantic")
    monkeypatch.setitem(sys.modules, "pydantic", loaded)
    monkeypatch.delitem(sys.modules, "pydantic.v1", raising=False)
    with light._no_schemas():
        assert sys.modules["pydantic"] is loaded
        assert sys.modules["pydantic.v1"] is None
    assert sys.modules["pydantic"] is loaded
    assert "pydantic.v1" not in sys.modules


def test_what_another_thread_loads_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pydantic", "pydantic.v1"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    made = ModuleType("pydantic.v1")
    with light._no_schemas():
        monkeypatch.setitem(sys.modules, "pydantic.v1", made)
    assert sys.modules["pydantic.v1"] is made
    assert "pydantic" not in sys.modules

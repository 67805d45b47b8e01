"""Running the command line as a person would, in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from jointguardian.cli import main


@dataclass(frozen=True)
class Answer:
    """What came back: the exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as the one JSON document that it must be."""
        return json.loads(self.out)


Guardian = Callable[..., Answer]


@pytest.fixture
def guardian(capfdbinary: pytest.CaptureFixture[bytes]) -> Guardian:
    """Calls `guardian` with the arguments."""

    def run(*arguments: object) -> Answer:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        return Answer(int(left.value.code or 0), out.decode(), err.decode())

    return run

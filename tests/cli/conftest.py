"""Running the command line as a person would, in this process."""

import pytest
from cli_runner import Answer, Guardian

from jointguardian.cli import main


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

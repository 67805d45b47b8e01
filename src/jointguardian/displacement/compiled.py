"""The compiler for the measured hot loops: typed as what it compiles, kept on disk between runs."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """The function, compiled on first call (the large loop takes most of a minute then, once) without the interpreter's lock."""
    return cast(Loop, numba.njit(cache=True, nogil=True, error_model="numpy")(loop))

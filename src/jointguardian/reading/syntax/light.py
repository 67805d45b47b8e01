"""spaCy without its command line, which takes a third of its time to load and which nobody needs here.

Importing this module imports spaCy so that a later `import spacy.cli` still works. A test holds that true.
"""

import sys
from types import ModuleType

_UNUSED = ("spacy.cli", "spacy.cli.info")

if "spacy" not in sys.modules:
    for name in _UNUSED:
        stand_in = ModuleType(name)
        stand_in.info = None  # type: ignore[attr-defined]
        sys.modules[name] = stand_in
    import spacy

    for name in _UNUSED:
        del sys.modules[name]
    for left in ("cli", "info"):
        if hasattr(spacy, left):
            delattr(spacy, left)

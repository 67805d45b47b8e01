"""Reports and event series from files and feeds: fetch and parse, nothing else.

One file a provider; `reports.READERS` and `series.LAYOUTS` are the registries.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""The whole flow, a step a file: sources -> reading -> record -> fusion -> picture -> brief.

    operation   a folder with its settings, its record and what it knows of its country
    knowledge   the gazetteer and the actors that reading needs
    dictionaries  a researcher's own event-coding dictionaries, from a folder
    sealing     whose names the record must seal
    ingest      files and feeds in, read and recorded
    written     what a person writes for a value, checked and resolved
    drafts      what a person is taking down, understood while he types
    capture     a report by hand, with its persons and files, on the disk when it returns
    review      automatic values accepted, corrected or rejected, as rows
    known       what the record knew at a moment, for a viewer, with incidents fused from it
    news        every committed write, told to who listens in this process
    room        the questions that a person asks of an operation; the command line and the web ask here
    demonstration  the Kosovo operation from its pack

Only this package opens the record. The other packages are pure and know nothing of each other.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

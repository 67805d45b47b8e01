"""The sets that reading is measured on, one file each; `benchmarks/reading.py` prints them together.

Each module has `rows(knowledge, data) -> Iterator[Row]`, where `data` is the shared data folder.
"""

"""The word lists of each language that is read, as data."""

"""Penn Treebank tags to universal parts of speech."""

# Source: the tag table of the Universal Dependencies guidelines for English.
_UNIVERSAL = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ",
    "JJR": "ADJ", "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN",
    "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON",
    "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM", "TO": "PART",
    "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB",
    "VBZ": "VERB", "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "WRB": "ADV", "GW": "X",
    "ADD": "X", "AFX": "X", "NFP": "PUNCT", "HYPH": "PUNCT",
}  # fmt: skip


def universal(tag: str, dep: str) -> str:
    """The universal part of speech of a tagged word, given its relation."""
    if tag.startswith("VB") and dep.partition(":")[0] in {"aux", "cop"}:
        return "AUX"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    return _UNIVERSAL.get(tag, "PUNCT")

"""Tables that fusion reads: wordings of groups and parties, pairs of contested words."""

"""The log of the watch: what changed, filtered by anything, for one reader; pure.

filter     one line of words and `name:value` pairs, and back
index      incidents and reports as columns of numbers: filters and counts in milliseconds
overlay    what a person has read, and who works on what, laid over the index
select     one page of the log with its counts
deltas     what changed in an incident since a moment, in words
bursts     the machine's own writes, folded into one line each
handover   the sheet from one shift to the next
"""

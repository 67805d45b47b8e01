"""Models that say from features how probable an escalation is. Each is fitted at run time on the past."""

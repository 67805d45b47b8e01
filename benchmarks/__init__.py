"""Speed, memory and skill, each row with the command that makes it: `python -m benchmarks`."""

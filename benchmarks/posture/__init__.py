"""Benchmarks of posture: coverage against spopt, reinforcement plans of the operation's size."""

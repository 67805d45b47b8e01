"""Where displaced people go, how many, and who goes home: conflict and roads to arrivals and returns, with uncertainty.

`read_scenario` reads FLEE's files; `run` follows FLEE's rules with flows of people (fidelity), `run_members` the choice
model with the uncertainty of its parameters (guardian); `validate_*` compare them with counts, `changed` asks what if.
For protection and planning of help; nothing here follows a person, and nothing says that a return is safe.
"""

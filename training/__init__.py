"""How the English model is trained: `make model`, or `python -m training`."""

"""Who can be where in time: coverage of places by sites, for protecting people and places, and nothing else."""

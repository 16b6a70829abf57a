"""Question sets and measurements. `evals` knows the assistant by its door."""

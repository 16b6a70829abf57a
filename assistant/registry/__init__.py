"""Records and numbers of trial registries in a message: found, and explained in fixed wording."""

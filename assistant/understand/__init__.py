"""What a message asks: language, spelling, concepts, place, facet, the standalone question and the behaviour."""

"""Measurements: what answering costs (`answers`), and how well documents are found beside peers (`retrieval`)."""

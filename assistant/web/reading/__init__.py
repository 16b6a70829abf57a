"""Pages to read: topics, the map, guides, checklists and documents. Plain HTML from the server, without a script."""

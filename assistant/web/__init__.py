"""The browser part: a page for patients, a JSON API, and what stands between them and the network."""

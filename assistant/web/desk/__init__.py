"""The desk: where editors write, review and publish the corpus, behind sign-in at /desk."""

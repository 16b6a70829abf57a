"""Writing with a model: an optional paragraph, made from the statements of an answer and checked line by line.

Nothing here is loaded unless `FIELDMAP_MODEL` is set. The plain answer is made before a model is asked, and goes out
unchanged whatever the model does; what passes the checker stands beside it, labelled.
"""

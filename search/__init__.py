"""Search: documents, engines, queries and indexing of what people may find."""

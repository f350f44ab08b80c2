"""Several server processes on PostgreSQL and Redis: what must hold between them."""

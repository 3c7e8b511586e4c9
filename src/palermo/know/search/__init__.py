"""Search over the library, answered alike by SQLite and PostgreSQL."""

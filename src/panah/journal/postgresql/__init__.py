"""Django's PostgreSQL, for transactions that go to and fro twice: the name that Django wants of a database engine."""

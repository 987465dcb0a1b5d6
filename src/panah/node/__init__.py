"""What one running Panah is: settings, addresses, embedded PostgreSQL, command line, demo."""

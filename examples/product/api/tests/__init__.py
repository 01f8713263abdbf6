"""What can be said without a database."""

"""A database taken elsewhere whole: backup, restore, the way to PostgreSQL."""

"""A plan file that a secretary sent, read into what she is told and what would be written."""

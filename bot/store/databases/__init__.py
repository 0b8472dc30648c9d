"""The two databases: connections, locks, outages as one exception."""

"""From what is known to what is read: a subject of the outbox becomes words and buttons."""

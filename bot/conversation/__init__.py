"""A sentence, a button or a command from a person becomes a report on a task."""

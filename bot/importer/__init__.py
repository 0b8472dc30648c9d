"""A signed document, read into the draft of a plan: every item with its place, and what is doubtful in it."""

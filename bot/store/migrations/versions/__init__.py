"""One module a step, named `m`, its revision's four digits, and what it does."""

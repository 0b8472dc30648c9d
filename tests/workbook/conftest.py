"""The fixtures of these tests."""

from reading import _read_in_a_fork  # noqa: F401

"""The fixtures of these tests."""

from flow_office import open_office  # noqa: F401
from reading import _read_in_a_fork  # noqa: F401

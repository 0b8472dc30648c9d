"""The fixtures of these tests."""

from flow_office import open_office  # noqa: F401

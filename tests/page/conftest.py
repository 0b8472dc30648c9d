"""The fixtures of these tests."""

from page_browser import browser, fresh, office, rehearsing, visit  # noqa: F401  # fixtures of all files here

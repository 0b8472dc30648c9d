"""A command that says at its end which libraries it has loaded."""

import sys

from bot.cli import main as command

LIBRARIES = {
    "PIL", "alembic", "apscheduler", "docx", "filelock", "holidays", "holidays.countries", "httpx",
    "icalendar", "jinja2", "lxml", "numpy", "openpyxl", "prometheus_client", "psycopg",
    "pypdfium2", "rapidfuzz", "segno", "sqlalchemy", "starlette", "telegram", "uvicorn", "watchfiles",
    "xlsxwriter", "yaml",
}  # fmt: skip


def main() -> None:
    try:
        command()
    finally:
        print("loaded:", *sorted(LIBRARIES & {*sys.modules}))  # noqa: T201

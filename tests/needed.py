"""What a test needs of the machine: where it is missing the test is left out, and in CI it fails."""

import os
from collections import Counter
from collections.abc import Iterable
from typing import NoReturn

import pytest

_MARK = "missing here: "


def left_out(missing: str, *, known: bool = False) -> NoReturn:
    """Ends the test; `missing` says what, and how to have it. Where that is `known`, CI is content too."""
    if os.environ.get("CI") == "true" and not known:
        pytest.fail(missing)
    pytest.skip(f"{_MARK}{missing}")


def count(skipped: Iterable[pytest.TestReport]) -> Counter[str]:
    """How many tests were left out for each thing that is missing."""
    reasons = (str(one.longrepr[-1]) for one in skipped if isinstance(one.longrepr, tuple | list))
    return Counter(reason.partition(_MARK)[2] for reason in reasons if _MARK in reason)

"""How fast it is: `python -m tests.bench` prints a table, each row beside a peer or a floor of the same run.

`--row NAME` runs the rows whose name begins so, `--list` names them, `--quick` plays all smaller, and `--json
FILE` writes the figures as well. It ends in 1 where an aim was missed or a row has no figure (Linux).
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .rows import ROWS
from .stage import bench
from .table import Row, line, lines, measured


def chosen(names: Sequence[str]) -> Sequence[Row]:
    for name in names:
        if not any(row.name.startswith(name) for row in ROWS):
            sys.exit(f"no row begins with {name}: {', '.join(row.name for row in ROWS)}")
    return [row for row in ROWS if not names or row.name.startswith(tuple(names))]


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--row", action="append", default=[], metavar="NAME")
    options.add_argument("--list", action="store_true")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--json", type=Path, metavar="FILE")
    given = options.parse_args()
    rows = chosen(given.row)
    if given.list:
        sys.stdout.writelines(
            f"{row.name:18} {row.aim!s:16} {row.says}, beside {row.beside}\n" for row in rows
        )
        return
    began, results = time.monotonic(), []
    with bench(quick=given.quick) as stage:
        sys.stdout.writelines(f"{head}\n" for head in lines(()))
        for row in rows:
            results.append(measured(row, stage))
            sys.stdout.write(f"{line(results[-1])}\n")
            sys.stdout.flush()
    sys.stdout.write(f"\n{time.monotonic() - began:.0f} s\n")
    if given.json:
        given.json.write_text(
            json.dumps([result.as_json() for result in results], ensure_ascii=False, indent=2)
        )
    if any(result.mark != "met" for result in results):
        sys.exit(1)


if __name__ == "__main__":
    main()

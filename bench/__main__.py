"""How quick Parvis is, beside the limits of its own parts, measured in the same run on the same machine.

    python -m bench --quick                 a small company, about three minutes
    python -m bench --folder /var/tmp/bench 10,000 people and 1,000,000 posts; fills them first, which takes long

Prints a table of figures and one of goals, and writes both as JSON.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import deeds, finding, reading, talking
from bench.houses import Sizes, served
from bench.instances import Instance, prepare
from bench.report import AT_MOST, Report, machine

SETTLING = 5.0  # seconds: what a start leaves to do is done

FULL = Sizes(people=10_000, posts=(10_000, 100_000, 1_000_000), rounds=5, seconds=4, sockets=1_000, questions=300)
QUICK = Sizes(people=1_000, posts=(10_000,), rounds=3, seconds=1, sockets=300, questions=60)


def main() -> None:
    """Fill, measure, print, write."""
    arguments = parser().parse_args()
    sizes = QUICK if arguments.quick else FULL
    instances = [prepare(arguments.folder, sizes.people, posts) for posts in sizes.posts]
    report = Report(
        about=machine() | {"sizes": sizes.described(), "filled_in": {i.posts: i.filled_in for i in instances}}
    )
    measure(instances, sizes, report)
    report.about["load_after"] = round(os.getloadavg()[0], 1)
    report.show()
    report.write(arguments.json)


def measure(instances: Sequence[Instance], sizes: Sizes, report: Report) -> None:
    """Everything, into the report; what grows with the posts at several sizes, all else at the largest."""
    with ExitStack() as open_houses:
        houses = [open_houses.enter_context(served(instance)) for instance in instances]
        largest = houses[-1]
        time.sleep(SETTLING)
        memory = sum(largest.server.memory().values())
        report.expect("first page after the start", "s", largest.server.start_seconds, AT_MOST, 5)
        report.expect("idle memory, all processes", "MB", memory, AT_MOST, 150)
        reading.measure(houses, sizes, report)
        for house in houses[-2:]:
            finding.measure(house, sizes, report, is_goal=house is houses[-2:][0])
        deeds.measure(largest, sizes, report)
        talking.measure(largest, sizes, report)


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--quick", action="store_true", help="a small company and short rounds")
    made.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "parvis-bench",
        help="where the filled companies are kept between runs (default: %(default)s)",
    )
    made.add_argument(
        "--json", type=Path, default=Path("bench.json"), help="where the figures go (default: %(default)s)"
    )
    return made


if __name__ == "__main__":
    main()

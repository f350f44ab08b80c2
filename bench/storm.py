"""A storm, for as long as it takes: 20 clients on a bad line while what carries the house is killed again and again.

    python -m bench.storm alone  --accidents 30    one process on SQLite
    python -m bench.storm scaled --accidents 30    two processes with PostgreSQL and Redis, which are killed too

At the end each client's log is compared with the database; it raises where one message is missing, doubled or out of
order. The short runs of it are tests (`tests/realtime/test_storm.py`, `tests/scaled/test_storm.py`).
"""

from __future__ import annotations

import argparse
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.storm import Outcome, alone, scaled, weather_storm

WAYS = {"alone": alone, "scaled": scaled}


def main() -> None:
    """Weather it, and say what became of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.storm", description=__doc__)
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--accidents", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, WAYS[asked.way](Path(folder)) as (company, port, accidents):
        chosen = list(islice(cycle(accidents), asked.accidents))
        tokens = [company.tokens[name] for name in company.names]
        told = weather_storm(port, tokens, company.conversation_id, chosen, seed=asked.seed)
    show(told, len(chosen), len(tokens))


def show(told: Outcome, accidents: int, clients: int) -> None:
    """The figures."""
    print(f"{clients} clients, {accidents} accidents, {told.seconds:.0f} s; faults of the line: {told.faults}")
    print(f"{told.said} messages, each in every log once and in order; all had heard all in {told.converged_in:.1f} s")


if __name__ == "__main__":
    main()

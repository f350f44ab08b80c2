"""The child process that knows public holidays: `python -m app.core.publicholidays COUNTRY REGION YEAR…`.

The package brings every country of the world, 46 MB of memory, for eleven dates a year.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from holidays import country_holidays


def main(country: str, region: str, years: Sequence[str]) -> None:
    """Print the dates as JSON, or null where the country or its region is not known."""
    try:
        known = country_holidays(country, subdiv=region or None, years=map(int, years), expand=False)
    except NotImplementedError:
        sys.stdout.write("null")
    else:
        sys.stdout.write(json.dumps([day.isoformat() for day in sorted(known)]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])

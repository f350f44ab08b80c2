"""The command `parvis reindex`."""

from __future__ import annotations

import click

from app.core.commandline import in_instance, progress
from search.gathering import count_all
from search.indexing import rebuild


@click.command()
@in_instance
def reindex() -> None:
    """Build the search index anew; searches go on meanwhile."""
    with progress() as bars:
        building = bars.add_task("What can be found", total=count_all())
        count = rebuild(lambda passed: bars.advance(building, passed))
    click.echo(f"{count} documents can be found")

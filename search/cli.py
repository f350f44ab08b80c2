"""The command `parvis reindex`."""

from __future__ import annotations

import click

from app.core.commandline import in_instance
from search.indexing import rebuild


@click.command()
@in_instance
def reindex() -> None:
    """Build the search index anew; searches go on meanwhile."""
    click.echo(f"{rebuild()} documents can be found")

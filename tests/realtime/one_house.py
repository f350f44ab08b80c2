"""A house that is made where everything is made for gevent, as `parvis serve` examines one first: a program."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from gevent import Greenlet  # noqa: E402

from app.config import Settings  # noqa: E402
from app.core.commandline import alongside  # noqa: E402
from app.factory import create_app  # noqa: E402


def greenlets() -> int:
    """How many there are that run, or will."""
    return sum(isinstance(thing, Greenlet) and not thing.dead for thing in gc.get_objects())


if __name__ == "__main__":
    app = create_app(Settings(data_dir=Path(sys.argv[1]), secret_key="s" * 40))
    before = greenlets()
    with app.app_context():
        alongside.ask()
    print(before, greenlets())

"""The program `parvis`: prepares the ground for its command, then hands over to the command line."""

import gc
import sys

if sys.argv[1:2] == ["serve"]:
    from gevent import config, monkey

    config.track_greenlet_tree = False  # each would keep the frames in which it was begun: kilobytes for every socket
    monkey.patch_all()  # before anything else is imported, so that every lock and socket waits cooperatively

gc.disable()  # what is imported stays: looking through it again and again made every start a fifth longer
from app.cli import main as command_line  # noqa: E402

gc.freeze()
gc.enable()


def main() -> None:
    """Run the command that the arguments name."""
    command_line(prog_name="parvis")


if __name__ == "__main__":
    main()

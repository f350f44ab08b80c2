"""Flask-SocketIO as it comes: it emits what it is sent to everybody.

python -m bench.limit_sockets PORT
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402

from bench.limits import Bare  # noqa: E402


def stock(port: int) -> None:
    """Flask-SocketIO under the same server as Parvis's."""
    app = Flask(__name__)
    app.secret_key = "bench"  # noqa: S105 (signs nothing that matters)
    socketio = SocketIO(app, async_mode="gevent", async_handlers=False, cors_allowed_origins="*")

    @app.get("/")
    def ready() -> str:
        return "ready"

    @socketio.on("message.send")
    def tell(payload: Any) -> dict[str, bool]:
        socketio.emit("message.created", payload)
        return {"ok": True}

    Bare(port, app).run()


if __name__ == "__main__":
    stock(int(sys.argv[1]))

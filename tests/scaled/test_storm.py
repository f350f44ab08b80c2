"""Talkers on a bad line while processes, worker, Redis and PostgreSQL are killed: all know the same in the end."""

from __future__ import annotations

import os
import signal

import pytest

from tests.scaled.conftest import TWO, deploy
from tests.support.parvis import start_server
from tests.support.processes import web_processes, worker_of
from tests.support.servers import running_postgresql, running_redis
from tests.support.storm import weather_storm

pytestmark = [pytest.mark.scaled, pytest.mark.slow, pytest.mark.timeout(300)]

TALKERS = 8


def test_whatever_is_killed_all_know_the_same_in_the_end(tmp_path):
    folder = tmp_path / "redis"
    folder.mkdir()
    with running_postgresql(is_durable=True) as postgresql, running_redis(folder) as redis:
        company = deploy(tmp_path, postgresql, redis)
        server = start_server(company.instance, *TWO)

        def kill_a_process() -> None:
            os.kill(min(web_processes(server)), signal.SIGKILL)

        def kill_the_worker() -> None:
            os.kill(worker_of(server), signal.SIGKILL)

        def kill_redis() -> None:
            redis.kill()
            redis.start()

        def kill_postgresql() -> None:
            postgresql.stop("immediate")
            postgresql.start()

        tokens = [company.tokens[name] for name in company.names[:TALKERS]]
        accidents = [kill_a_process, kill_redis, kill_the_worker, kill_postgresql]
        try:
            outcome = weather_storm(server.port, tokens, company.conversation_id, accidents)
        finally:
            server.stop()
    assert outcome.said == TALKERS * 4 * (len(accidents) + 1)

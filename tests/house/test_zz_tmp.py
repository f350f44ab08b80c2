import pytest
from tests.house import test_matrix as m
from tests.support.asking import ask, client_of, undone
from tests.support.world import CAST, INSIDERS

def test_mine(app, connection, world):
    rows=[r for r in m.ROWS if r.room=="feed" and any(w in r.path for w in ("moved_from","/place","/archive","/praise","values","only=archived"))]
    assert len(rows)>50
    clients = {name: client_of(app, world, name) for name in CAST}
    wrong=[]
    for row in rows:
        for name, client in clients.items():
            with undone(connection):
                status, text = ask(client.twin(), world, row)
            if status != row.statuses[name]: wrong.append(f"{row.method} {row.path} {name}: {status}, not {row.statuses[name]}")
            if name not in INSIDERS and world.canary in text: wrong.append(f"{row.path} {name} secret")
    assert not wrong, "\n".join(wrong)

"""Bad input: the matrix's operations with spoilt values, bodies, identifiers, cursors, methods and headers."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from itertools import cycle, islice
from urllib.parse import parse_qsl, quote, urlencode

from app.core.api import ROOT
from app.core.http import MOST_BYTES
from app.core.ids import new_id
from app.core.openapi import document
from tests.hostile.trial import FORM, JSON
from tests.support import asking
from tests.support.matrix import Row, read_rows
from tests.support.world import CAST

ROWS = [row for row in read_rows() if row.method != "EVENT"]
WORKS = (200, 201, 202, 204, 302, 303)
DEEP = "[" * 100_000
VALUES = [
    *(None, True, 0, -1, 10**40, 1.5e308, float("nan"), float("-inf"), [], {}, [[]], [None], ["x"] * 5000),
    *("", " ", "\ud800", "\U000e0001\u202e", "x" * 120_000, {"$gt": ""}, {"a": {"b": {"c": []}}}),
    *("2026-02-30T25:61:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"),
]
TEXTS = ["", "%FF%FE", "%ED%A0%80", "x" * 120_000, "10" * 30, "-1", "NaN", "[]", "%0D%0A%0D%0A"]
NUL_TEXTS = ["\0", "a\0b"]


def pattern(row: Row) -> str:
    """The path of a row, whichever thing it is about: before a thing is looked for, they are one."""
    return re.sub(r"\{\w+\}", "{}", row.path)


def rows_that_work() -> Iterator[tuple[Row, str]]:
    """What one changes, once with each set of fields, and the first of the cast for whom it works."""
    tried = set()
    for row in ROWS:
        name = next((name for name in CAST[1:] if row.statuses[name] in WORKS), None)
        kind = (row.method, pattern(row), *re.findall(r'"(\w+)":|(?:form:|&)(\w+)=', row.sent))
        if name and row.method != "GET" and not row.sent.startswith(asking.FILE) and kind not in tried:
            tried.add(kind)
            yield row, name


def fields_of(form: str) -> Iterator[tuple[str, str, str]]:
    """Each field of a form with its value, and the form without it."""
    fields = parse_qsl(form, keep_blank_values=True)
    for position, (field, value) in enumerate(fields):
        yield field, value, urlencode(fields[:position] + fields[position + 1 :])


def test_spoilt_values_of_json_are_refused(trial, world):
    values = cycle(VALUES)
    for row, name in rows_that_work():
        path, sent = row.filled(world.things)
        if not path.startswith(f"{ROOT}/"):
            continue
        body = json.loads(sent) if sent else {}
        spoilt = [{**body, field: next(values)} for field in body for _ in range(8)]
        for wrong in [*spoilt, next(values), {**body, "\ud800": next(values)}]:
            trial.send(name, row.method, path, data=json.dumps(wrong), content_type=JSON)
        for field in [field for field, value in body.items() if isinstance(value, str)]:
            for text in NUL_TEXTS:
                refused = trial.send(name, row.method, path, json={**body, field: text})
                assert 400 <= refused.status_code < 500, (row.where, field)
    trial.end(least=500)


def test_spoilt_values_of_forms_are_refused(trial, world):
    texts = cycle(TEXTS)
    for row, name in rows_that_work():
        path, sent = row.filled(world.things)
        if not sent.startswith(asking.FORM):
            continue
        for field, value, others in fields_of(sent.removeprefix(asking.FORM)):
            spoilt = [others, f"{others}&{field}={quote(value)}&{field}={next(texts)}"]
            for form in [*spoilt, *(f"{others}&{field}={next(texts)}" for _ in range(4))]:
                trial.send(name, row.method, path, data=form, content_type=FORM)
            if not path.startswith("/unsubscribe/"):  # what mail programs send there is not read
                trial.send(name, row.method, path, data=f"{others}&{field}=a%00b", content_type=FORM, status=422)
    trial.end(least=300)


def test_bodies_that_are_none_are_refused(trial, world):
    operations = {(row.method, row.path): (row, name) for row, name in rows_that_work() if row.sent.startswith("{")}
    for row, name in operations.values():
        path, sent = row.filled(world.things)
        for broken in ("{", "\xff\xfe", sent[:-1], f'{sent[:-1]}, "body": {DEEP}'):
            trial.send(name, row.method, path, data=broken.encode("latin-1"), content_type=JSON, status=400)
        for media_type in (FORM, "text/plain", "application/xml", "multipart/form-data", ";;;", "application/json\xe9"):
            trial.send(name, row.method, path, data=sent, content_type=media_type, status=415)
    trial.end(least=400)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(trial, world):
    for path in ("/sign-in", "/api/v1/tokens", "/api/v1/posts", f"/api/v1/posts/{world.things['post_in_house']}"):
        for kind in (JSON, FORM):
            trial.send("owner", "POST", path, data=b" " * (MOST_BYTES + 1), content_type=kind)
    trial.send("owner", "POST", "/api/v1/posts", data=b" " * (MOST_BYTES + 1), content_type=JSON, status=413)
    trial.end(least=9)


def test_identifiers_of_other_kinds_name_nothing(trial, world):
    kinds = ["person_member", "open_group", "post_in_house", "pair", "case"]
    others = cycle([*(world.things[kind] for kind in kinds), str(new_id())])
    for row in {(row.method, pattern(row)): row for row in ROWS if "{" in row.path}.values():
        name = next((name for name in CAST[1:] if row.statuses[name] in WORKS), "admin")
        for other in islice(others, 2):
            things = {thing: other for thing in world.things if f"{{{thing}}}" in row.path}
            if other not in row.filled(world.things)[0]:
                path, sent = row.filled(world.things | things)
                form = sent.removeprefix(asking.FORM)
                kind = FORM if form != sent else JSON
                trial.send(name, row.method, path, data=form or None, content_type=kind if form else None)
    trial.end(least=600)


def test_names_of_two_thousand_words_are_looked_for(trial, world):
    many = "+".join(2000 * ["ada"])
    for row in {pattern(row): row for row in ROWS if row.method == "GET" and "/search" not in row.path}.values():
        first = next((name for name in CAST[1:] if row.statuses[name] in WORKS), "admin")
        path, _, asked = row.filled(world.things)[0].partition("?")
        for name in {first, "owner"}:
            trial.send(name, "GET", f"{path}?q={many}&{asked}")
    trial.end(least=100)


def test_methods_that_a_path_does_not_have_are_named(app, trial, world):
    for path in {pattern(row): row.filled(world.things)[0].partition("?")[0] for row in ROWS}.values():
        adapter = app.url_map.bind("localhost")
        known = set(adapter.allowed_methods(path))
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"} - known if known else ():
            response = trial.send("admin", method, path, status=405)
            assert set(response.headers["Allow"].split(", ")) == known
    trial.end(least=300)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


CURSORS = [
    *("x", "é", "=", "%", "\0", "W10", "a" * 3000, encoded(None), encoded([]), encoded([None]), encoded([[], {}])),
    *(
        encoded(["x", "y"]),
        encoded(["2026-01-01T00:00:00", "x"]),
        encoded([10**40]),
        encoded([1, 2]),
        encoded([0.5, 1]),
    ),
    *(encoded(["2026-01-01T00:00:00", str(new_id())]), encoded(["9999-12-31T23:59:59+00:00", "\0"])),
    *(encoded(["\ud800", str(new_id())]), encoded(["a\0b", str(new_id())]), encoded([True, True])),
    *(base64.urlsafe_b64encode(DEEP[:4000].encode()).decode(), base64.urlsafe_b64encode(b"\xff\xfe").decode()),
    *("after:1", "after:-1", "before:" + "9" * 40, "after:x", "after:²"),
]
LIMITS = ["0", "101", "-1", "x", "", "9" * 40, "1e1", "5.0", "٣", "1&limit=101"]


def test_cursors_and_limits_that_no_list_gave_are_refused(trial, world):
    lists = [path for path, operations in document()["paths"].items() if takes_a_cursor(operations)]
    assert len(lists) > 15
    lists_of = {"group_id": "open_group", "post_id": "post_in_house", "conversation_id": "pair"}
    lists_of |= {"proposal_id": "proposal_in_house", "poll_id": "asked_in_house"}
    lists_of |= {"document_id": "document_in_open_group", "comment_id": "comment_in_house"}
    lists_of |= {"message_id": "message_in_pair", "person_id": "person_owner"}
    lists_of |= {"room_id": "secret_room", "decision_id": "decision"}
    things = {name: world.things[thing] for name, thing in lists_of.items()}
    for path in lists:
        address = path.format_map(things)
        for cursor in CURSORS:
            answer = trial.send(
                "owner", "GET", f"{address}?{urlencode({'cursor': cursor, 'q': 'a'}, errors='replace')}"
            )
            assert answer.status_code in {200, 403, 404, 422}
        for limit in LIMITS:
            trial.send("owner", "GET", f"{address}?limit={quote(limit, safe='&=')}")
    pages = {pattern(row): row.filled(world.things)[0].partition("?")[0] for row in ROWS if row.method == "GET"}
    few = cycle(CURSORS)
    for address in sorted({page for page in pages.values() if not page.startswith("/api/")}):
        for _ in range(4):
            trial.send("owner", "GET", f"{address}?{urlencode({'cursor': next(few)}, errors='replace')}")
    trial.end(least=1000)


def takes_a_cursor(operations: dict[str, object]) -> bool:
    return any(parameter.get("name") == "cursor" for parameter in operations.get("get", {}).get("parameters", []))


ADDRESSES = [
    *("/%00", "/%FF%FE", "/posts/%00", "/people/%ED%A0%80", "/groups/a%00b", "/people/%F0%9F%98%80", "/api/v1/%FF"),
    *("/api/v1/posts/%00", "/api/v1/posts/" + "9" * 3000, "/people/" + "x" * 3000, "/static/../app/config.py"),
    *(
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/",
        "/static/%00",
        "/static/" + "a/" * 400,
        "//elsewhere.example/",
    ),
    *(
        "/groups//",
        "/search?q=%FF%FE",
        "/search?q=%00",
        "/search?%00=1",
        "/?cursor",
        "/?&&&===",
        "/api/v1/people?q=%00",
    ),
    *("/code-of-conduct/versions/" + "9" * 40, "/code-of-conduct/versions/-1", "/api/v1/search?q=" + "a" * 4000),
    *("/people?" + "&".join(f"q{n}={n}" for n in range(700)), "/people/" + "%2e%2e%2f" * 20),
]


def test_addresses_of_any_kind_are_answered(trial):
    for address in ADDRESSES:
        for name in ("nobody", "owner"):
            trial.send(name, "GET", address)
    trial.end(least=2 * len(ADDRESSES))


HEADERS = [
    *(
        {"Authorization": text}
        for text in ("Bearer", "Bearer ", "Bearer \xe9", "Basic !!!", "Bearer " + "x" * 7000, "é")
    ),
    *(
        {"Cookie": text}
        for text in ("session=x", "session=\xff", "=;;=", "session=" + "x" * 7000, "parvis_device=\xe9")
    ),
    *({"Accept-Language": text} for text in ("xx", ";q=9", "fr;q=nan", "fr;q=1e9", "*", "é", "fr," * 2000)),
    *({"Range": "bytes=9-1"}, {"If-None-Match": '"' * 50}, {"If-Modified-Since": "yesterday"}, {"Accept": "\xff"}),
    *({"X-Request-ID": "x" * 7000}, {"X-Request-ID": "\xe9"}, {"HX-Request": "true"}, {"Content-Length": "-1"}),
    *({"Host": text} for text in ("", "evil.example", "a:b:c", "[::", "x" * 7000, "\xe9")),
    *({"Transfer-Encoding": "chunked"}, {"Content-Encoding": "gzip"}, {"Expect": "100-continue"}),
]


def test_headers_of_any_kind_are_answered(trial):
    for path in ("/", "/sign-in", "/search?q=a", "/api/v1/me", "/api/v1/feed", "/healthz", "/public/feed.atom"):
        for headers in HEADERS:
            for name in ("nobody", "owner"):
                trial.send(name, "GET", path, headers=headers)
    trial.end(least=400)


def test_a_visitor_sends_no_large_file(trial):
    sent = (
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n' + b"x" * MOST_BYTES + b"\r\n--x--\r\n"
    )
    trial.send("nobody", "POST", "/sign-in", data=sent, content_type="multipart/form-data; boundary=x", status=413)
    trial.end(least=1)

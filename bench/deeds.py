"""Deeds: posting and signing in, beside the password hash alone."""

from __future__ import annotations

import json
import time
from itertools import cycle
from urllib.parse import urlencode

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.demo.people import PASSWORD
from bench import pages
from bench.houses import CLIENTS, READERS, House, Sizes
from bench.instances import BYTES, Viewer, cookie_header, csrf_header, reading
from bench.load import Ask, Load, ask_all, ask_beside
from bench.report import AT_LEAST, AT_MOST, Report

JSON = (("Content-Type", "application/json"),)
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
BODY = (
    "La presse de l’atelier 3 repart à 14 h. Merci à l’équipe du matin, qui a tenu **deux lignes** à quatre. #atelier"
)


SIGNING_IN = 20  # people at once


def measure(house: House, sizes: Sizes, report: Report) -> None:
    """Posts one after the other; sign-ins one after the other, then many at once while others read."""
    people = house.viewers[:READERS]
    posts = [publish(people[number % len(people)]) for number in range(20 * sizes.rounds)]
    posting = ask_all(house.server, posts, clients=1)
    report.note("create a post", posting)
    report.expect("create a post, committed", "p50 ms", posting.quantile(0.5), AT_MOST, 8)
    signing, alone = ask_all(house.server, sign_in_asks(house.app)[:20], clients=1), hash_alone(20)
    report.note("sign in", signing)
    report.note("password hash alone", alone)
    report.expect("sign in, hash alone of it", "CPU", alone.cpu_each / signing.cpu_each, AT_LEAST, 0.9)
    home, seconds = pages.asks(house.app, people)["home"], 2 * sizes.seconds
    ask_all(house.server, home, clients=CLIENTS)
    quiet = ask_all(house.server, cycle(home), clients=CLIENTS, seconds=seconds)
    others = cycle(sign_in_asks(house.app))
    busy = ask_beside(house.server, cycle(home), others, clients=CLIENTS, beside=SIGNING_IN, seconds=seconds)
    report.note("home while nobody signs in", quiet)
    report.note(f"home while {SIGNING_IN} sign in", busy)
    waits = f"{quiet.quantile(0.99):.0f} to {busy.quantile(0.99):.0f} ms"
    share = busy.quantile(0.99) / quiet.quantile(0.99)
    report.expect(f"home, p99 while {SIGNING_IN} sign in", waits, share, AT_MOST, 1.2)


def publish(viewer: Viewer, body: str = BODY) -> Ask:
    """A post to the whole house."""
    return Ask("/api/v1/posts", viewer.headers + viewer.changing + JSON, json.dumps({"body": body}).encode(), 201)


def sign_in_asks(app: Flask) -> list[Ask]:
    """Everybody who has a password signs in."""
    with reading(app):
        has_password = select(Person.email).where(Person.password_hash.is_not(None), Person.suspended_until.is_(None))
        addresses = session.scalars(has_password).all()
    headers = cookie_header(app, {"csrf_token": BYTES}) + csrf_header(app) + FORM
    bodies = [urlencode({"email": address, "password": PASSWORD}).encode() for address in addresses]
    return [Ask("/sign-in", headers, body, 303) for body in bodies]


def hash_alone(count: int) -> Load:
    """The password hash and nothing else, in this process."""
    hasher, load = PasswordHasher(), Load()
    kept = hasher.hash(PASSWORD)
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        start = time.perf_counter()
        hasher.verify(kept, PASSWORD)
        load.waits.append(1000 * (time.perf_counter() - start))
    load.seconds, load.cpu = time.perf_counter() - began, 1000 * (time.process_time() - cpu)
    return load

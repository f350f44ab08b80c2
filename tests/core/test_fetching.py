"""Fetching: other hosts are reached, our own network is not, and what was sent is never in doubt."""

import gzip
import json
import socket
import ssl
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.core.fetching import Client, Lost, Refused, TooLarge, Unreachable

CERTIFICATE = Path(__file__).parent / "tls" / "certificate.pem"
KEY = Path(__file__).parent / "tls" / "key.pem"


class Handler(BaseHTTPRequestHandler):
    """Answers as the test's route says, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments):
        """Say nothing."""

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (OSError, ssl.SSLError):
            self.close_connection = True

    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        self.server.received.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        self.server.routes.get(self.path, plain(b"hello"))(self)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer  # noqa: N815  (the server's own names)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, tls=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes, self.received, self.stopping = {}, [], threading.Event()
        self.pair = f"127.0.0.1:{self.server_port}"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request, client_address):
        """A client that goes away is what many tests are about."""

    def url(self, path="/", host="127.0.0.1", scheme="http"):
        return f"{scheme}://{host}:{self.server_port}{path}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.stopping.set()
        self.shutdown()
        self.thread.join()
        self.server_close()


def plain(body, status=200, **headers):
    def route(handler):
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return route


def redirect(target, status=302):
    return plain(b"", status, Location=target)


def raw(*pieces, pause=0.0):
    """Bytes as they are, with a pause between, then the end of the connection."""

    def route(handler):
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            if handler.server.stopping.wait(pause):
                break
        handler.close_connection = True

    return route


def trickle(first):
    """Bytes that never end, each soon enough to keep an ordinary time limit from falling due."""
    return raw(first, *[b"x"] * 2_000, pause=0.02)


def resolver(**hosts):
    """Names as the test says; a list gives one answer after the other."""
    asked = []

    def resolve(host, port, *_hints):
        asked.append(host)
        known = hosts.get(host.replace(".", "_"), host)
        address = known.pop(0) if isinstance(known, list) else known
        return socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    resolve.asked = asked
    return resolve


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def client(server):
    return Client(frozenset({server.pair}))


def test_a_request_brings_the_whole_answer(client, server):
    server.routes["/a?b=c"] = plain("é".encode(), 201, X_Seen="yes")
    response = client.request("GET", server.url("/a?b=c#part"))
    assert (response.status, response.body, response.ok) == (201, "é".encode(), True)
    assert response.headers["x-seen"] == "yes"


def test_what_is_sent_is_what_was_given(client, server):
    client.request("POST", server.url(), body=b"\x00bytes", headers={"X-Own": "1"})
    method, _, headers, body = server.received[0]
    assert (method, body, headers["X-Own"], headers["User-Agent"]) == ("POST", b"\x00bytes", "1", "Parvis")
    assert headers["Host"] == server.pair


@pytest.mark.parametrize(
    ("given", "kind", "expected"),
    [
        ({"json": {"a": "é"}}, "application/json", '{"a": "é"}'.encode()),
        ({"form": {"a": "b c"}}, "application/x-www-form-urlencoded", b"a=b+c"),
        ({"fields": {"file": ("a.txt", b"words", "text/plain")}}, "multipart/form-data; boundary=", b"words"),
    ],
)
def test_bodies_are_made_from_values(client, server, given, kind, expected):
    client.request("POST", server.url(), **given)
    _, _, headers, body = server.received[0]
    assert headers["Content-Type"].startswith(kind)
    assert expected in body


def test_an_answer_can_be_read_as_json(client, server):
    server.routes["/"] = plain(json.dumps({"a": 1}).encode())
    assert client.request("GET", server.url()).json() == {"a": 1}


def test_an_answer_nested_without_end_is_no_json(client, server):
    server.routes["/"] = plain(b"[" * 200_000)
    with pytest.raises(ValueError, match="nested too deep"):
        client.request("GET", server.url()).json()


def test_a_compressed_answer_is_read(client, server):
    server.routes["/"] = plain(gzip.compress(b"words"), Content_Encoding="gzip")
    assert client.request("GET", server.url()).body == b"words"


def test_environment_proxies_are_not_used(client, server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert client.request("GET", server.url()).ok


def test_cookies_are_not_kept(client, server):
    server.routes["/"] = plain(b"", Set_Cookie="a=b")
    client.request("GET", server.url())
    client.request("GET", server.url())
    assert "Cookie" not in server.received[1][2]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://0:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1%25lo]:{port}/",
        "https://127.0.0.1:{port}/",
    ],
)
def test_our_own_network_is_never_reached(server, url):
    with pytest.raises(Refused):
        Client().request("GET", url.format(port=server.server_port))
    assert server.received == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a.example/",
        "//a.example/",
        "/etc/passwd",
        "",
        "http://",
        "http:///a",
        "http://a.example:0/",
        "http://a.example:99999/",
        "http://user:password@a.example/",
        "http://a b.example/",
        "http://" + "a" * 300 + ".example/",
    ],
)
def test_only_plain_addresses_of_the_web_are_taken(url):
    with pytest.raises((Refused, Unreachable)):
        Client(resolve=resolver()).request("GET", url)


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    def resolve(_host, port, *_hints):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.216.34", "10.0.0.1")
        ]

    with pytest.raises(Refused):
        Client(resolve=resolve).request("GET", "http://a.example/")


def test_an_allowed_private_host_is_allowed_on_its_port_only(server):
    client = Client(frozenset({f"Inside.example:{server.server_port}"}), resolve=resolver(inside_example="127.0.0.1"))
    assert client.request("GET", server.url(host="inside.example")).ok
    with pytest.raises(Refused):
        client.request("GET", "http://inside.example:1/")
    with pytest.raises(Refused):
        client.request("GET", server.url())


def test_a_name_is_resolved_once_and_the_checked_address_is_reached(server):
    resolve = resolver(turning_example=["127.0.0.1", "127.0.0.2"])
    client = Client(frozenset({f"turning.example:{server.server_port}"}), resolve=resolve)
    assert client.request("GET", server.url(host="turning.example")).ok
    assert resolve.asked == ["turning.example"]
    assert server.received[0][2]["Host"] == f"turning.example:{server.server_port}"


def test_a_redirect_is_followed_and_its_target_told(client, server):
    server.routes["/old"] = redirect("/new", 301)
    assert client.request("GET", server.url("/old")).url == server.url("/new")


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/", "http://localhost:1/", "file:///etc/passwd", "//10.0.0.1/", "http://["]
)
def test_a_redirect_into_our_own_network_is_refused(client, server, target):
    server.routes["/"] = redirect(target)
    with pytest.raises(Refused):
        client.request("GET", server.url())


def test_a_host_that_changes_its_address_between_redirects_is_refused(server):
    resolve = resolver(rebound_example=["127.0.0.1", "169.254.169.254"])
    client = Client(frozenset({f"rebound.example:{server.server_port}"}), resolve=resolve)
    server.routes["/"] = redirect("http://rebound.example/again")
    with pytest.raises(Refused):
        client.request("GET", server.url(host="rebound.example"))


def test_redirects_end(client, server):
    server.routes["/"] = redirect("/")
    with pytest.raises(Refused):
        client.request("GET", server.url())
    assert len(server.received) == 6


def test_a_redirected_post_is_not_sent_again(client, server):
    server.routes["/"] = redirect("/elsewhere", 307)
    assert client.request("POST", server.url(), body=b"once").status == 307
    assert len(server.received) == 1


def test_another_origin_does_not_hear_our_token(server):
    with Server() as other:
        client = Client(frozenset({server.pair, other.pair}), user_agent="House")
        server.routes["/"] = redirect(other.url())
        client.request("GET", server.url(), headers={"Authorization": "Bearer secret", "X-Key": "secret"})
        heard = other.received[0][2]
    assert "secret" not in str(heard)
    assert heard["User-Agent"] == "House"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-A", "a\r\nX-B: b"),
        ("X-A\r\nX-B", "b"),
        ("X A", "b"),
        ("X-A", "’"),
        ("Host", "b.example"),
        ("Content-Length", "3"),
    ],
)
def test_a_header_that_would_forge_the_request_is_refused(client, server, name, value):
    with pytest.raises(Refused):
        client.request("GET", server.url(), headers={name: value})
    assert server.received == []


def test_an_address_cannot_smuggle_a_second_request(client, server):
    client.request("GET", server.url("/a\r\nX-Forged: yes\r\n"))
    assert "X-Forged" not in server.received[0][2]


def test_nothing_is_sent_where_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable):
        Client(frozenset({f"127.0.0.1:{port}"})).request("POST", f"http://127.0.0.1:{port}/", body=b"x")


def test_a_name_nobody_knows_is_unreachable():
    def resolve(*_arguments):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(Unreachable):
        Client(resolve=resolve).request("GET", "http://nowhere.example/")


def test_the_second_address_is_tried_when_the_first_is_dead(server):
    def resolve(_host, port, *_hints):
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
        ]

    client = Client(frozenset({f"two.example:{server.server_port}"}), resolve=resolve)
    assert client.request("GET", server.url(host="two.example")).ok


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"HTTP/1.1 2"],
        [b"nonsense\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhalfs"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha"],
        [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz"],
        [b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 300 + b"\r\n"],
        [b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n"],
    ],
    ids=[
        "silence",
        "half a head",
        "nonsense",
        "half a body",
        "two lengths",
        "bad chunk",
        "half a chunk",
        "bad gzip",
        "many headers",
        "long header",
    ],
)
def test_without_a_full_answer_the_outcome_is_unknown(client, server, pieces):
    server.routes["/"] = raw(*pieces)
    with pytest.raises(Lost):
        client.request("POST", server.url(), body=b"x")
    assert len(server.received) == 1


def test_a_lost_answer_tells_the_status_it_began_with(client, server):
    server.routes["/"] = raw(b"HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nhalf")
    with pytest.raises(Lost) as lost:
        client.request("POST", server.url(), body=b"x")
    assert lost.value.status == 201


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
    ids=["status line", "header", "body", "body until the end"],
)
def test_an_answer_that_trickles_is_cut_in_time(client, server, first):
    server.routes["/"] = trickle(first)
    started = time.monotonic()
    with pytest.raises(Lost):
        client.request("GET", server.url(), timeout=0.4)
    assert time.monotonic() - started < 3


def test_a_server_that_never_answers_is_left_in_time(client, server):
    server.routes["/"] = raw(b"", b"", pause=30)
    with pytest.raises(Lost):
        client.request("POST", server.url(), timeout=0.3)


def test_a_handshake_that_never_ends_is_left_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        pair = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unreachable):
            Client(frozenset({pair})).request("POST", f"https://{pair}/", body=b"x", timeout=0.3)


def test_an_answer_larger_than_wanted_is_not_read(client, server):
    server.routes["/"] = plain(b"x" * 2_000)
    assert len(client.request("GET", server.url(), max_bytes=2_000).body) == 2_000
    with pytest.raises(TooLarge) as error:
        client.request("GET", server.url(), max_bytes=1_999)
    assert isinstance(error.value, Lost)
    assert error.value.status == 200


def test_a_small_answer_that_unfolds_without_end_is_cut(client, server):
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(100)), packer.flush()])
    server.routes["/"] = plain(bomb, Content_Encoding="gzip")
    server.routes["/twice"] = plain(gzip.compress(bomb), Content_Encoding="gzip, gzip")
    for path in ("/", "/twice"):
        started = time.process_time()
        with pytest.raises(TooLarge):
            client.request("GET", server.url(path))
        assert time.process_time() - started < 1


@pytest.fixture
def secure_server():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE, KEY)
    names = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with Server(context) as running:
        running.names = names
        yield running


def secure_client(server, host, **options):
    return Client(
        frozenset({f"{host}:{server.server_port}"}),
        resolve=lambda _h, port, *_: resolver()("127.0.0.1", port),
        **options,
    )


def test_over_tls_the_host_is_named_and_proved(secure_server):
    client = secure_client(secure_server, "tls.example", tls=ssl.create_default_context(cafile=CERTIFICATE))
    assert client.request("POST", secure_server.url(host="tls.example", scheme="https"), body=b"x").ok
    assert secure_server.names == ["tls.example"]


def test_a_host_that_cannot_prove_its_name_is_sent_nothing(secure_server):
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    for host, options in (("other.example", {"tls": trusting}), ("tls.example", {})):
        client = secure_client(secure_server, host, **options)
        with pytest.raises(Unreachable):
            client.request("POST", secure_server.url(host=host, scheme="https"), body=b"x")
    assert secure_server.received == []

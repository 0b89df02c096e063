import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.load import Figures, load, once, unchunked, whole_answer


class Small(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: Counter = Counter()

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.seen[self.path] += 1
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")


@pytest.fixture
def port():
    with ThreadingHTTPServer(("127.0.0.1", 0), Small) as server:
        server.daemon_threads = True
        Small.seen.clear()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def in_a_thread(call):
    """Apart from the event loop that a browser test before it may have left running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def test_load_counts_what_the_server_answered(port):
    def visit():
        first = yield b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
        assert first.body == b"hello"
        yield b"GET /b HTTP/1.1\r\nHost: x\r\n\r\n"

    figures = in_a_thread(lambda: load(port, visit, clients=3, seconds=0.3))

    assert figures.lost == 0
    assert figures.statuses == {200: len(figures.seconds)}
    assert figures.visits > 3
    assert Small.seen["/a"] >= Small.seen["/b"] >= figures.visits
    assert 0 < figures.percentile(0.5) <= figures.percentile(0.99)


def test_once_gives_one_answer(port):
    answer = in_a_thread(lambda: once(port, b"GET /c HTTP/1.1\r\nHost: x\r\n\r\n"))

    assert answer.body == b"hello"
    assert Small.seen == {"/c": 1}


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", b"ab"),
        (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", b"abc"),
    ],
)
def test_a_whole_answer_is_known_when_it_is_there(data, body):
    assert whole_answer(data).body == body
    assert whole_answer(data[:-1]) is None


def test_chunks_are_joined():
    assert unchunked(b"a\r\n0123456789\r\n0\r\n\r\n") == b"0123456789"


def test_a_chunk_that_looks_like_the_end_is_not_the_end():
    assert unchunked(b"3\r\n0\r\n\r\n") is None


def test_percentiles_are_of_the_ordered_seconds():
    figures = Figures(seconds=[0.3, 0.1, 0.2, 0.4])

    assert figures.percentile(0.5) == 0.3
    assert figures.percentile(0.99) == 0.4

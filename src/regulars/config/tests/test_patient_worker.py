"""Clients that stop half way, and requests that are none: the next one is answered all the same."""

import socket
import subprocess
import sys
import textwrap

import pytest

from regulars.config.tests.test_serving import free_port

ONE_THREAD = """
    import os, sys
    from regulars.config import patient_worker, web

    patient_worker.SILENT_SECONDS = 1

    def application(environ, start_response):
        try:
            answer = b"heard " + environ["wsgi.input"].read()
        except OSError:
            answer = b"it broke off"
        start_response("200 OK", [("Content-Length", str(len(answer)))])
        return [answer]

    options = {
        "bind": f"127.0.0.1:{sys.argv[1]}",
        "workers": 1,
        "threads": 1,
        "worker_class": patient_worker.PatientWorker,
        "control_socket_disable": True,
        "when_ready": lambda _arbiter: print("ready", flush=True),
    }
    web.Web(application, options).run()
"""
FORM = b"POST /form HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
PAGE = b"GET /page HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port():
    port = free_port()
    command = [sys.executable, "-c", textwrap.dedent(ONE_THREAD), str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert server.stdout.readline() == b"ready\n"
    yield port
    server.terminate()
    server.wait(timeout=30)


@pytest.fixture
def connect(port):
    """A connection that has sent so much."""
    opened = []

    def connected(sent):
        opened.append(socket.create_connection(("127.0.0.1", port), timeout=20))
        opened[-1].sendall(sent)
        return opened[-1]

    yield connected
    for each in opened:
        each.close()


def answer_on(connection):
    found = bytearray()
    while piece := connection.recv(65536):
        found += piece
    return bytes(found)


@pytest.mark.parametrize(
    "half",
    [b"", b"GET /page HT", PAGE[:-4], FORM % (100, b"name=")],
    ids=["nothing", "half a line", "half a head", "half a form"],
)
def test_many_who_stop_half_way_take_no_turn(connect, half):
    for _ in range(30):
        connect(half)
    assert answer_on(connect(PAGE)).endswith(b"heard ")


def test_who_stops_in_a_long_file_gives_the_turn_back(connect):
    connect(FORM % (1_000_000, b"x" * 100))
    assert answer_on(connect(PAGE)).endswith(b"heard ")


def test_what_comes_in_several_parts_is_one_request(connect):
    slow = connect(PAGE[:20])
    answer_on(connect(PAGE))
    slow.sendall(PAGE[20:-1])
    answer_on(connect(PAGE))
    slow.sendall(PAGE[-1:])
    assert answer_on(slow).endswith(b"heard ")


@pytest.mark.parametrize("length", [100, 1_000_000])
def test_a_form_that_breaks_off_is_not_taken_for_a_whole_one(connect, length):
    half = connect(FORM % (length, b"name=Ming"))
    half.shutdown(socket.SHUT_WR)
    assert answer_on(half).endswith(b"it broke off")


def test_who_wants_to_be_asked_for_the_form_is_asked(connect):
    careful = connect(
        b"POST /form HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n"
        b"Expect: 100-continue\r\nContent-Length: 4\r\n\r\n"
    )
    assert careful.recv(65536).startswith(b"HTTP/1.1 100 ")
    careful.sendall(b"name")
    assert answer_on(careful).endswith(b"heard name")


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        (b"<b>\x16\x03</b> /\r\n\r\n", b"400", "没有看懂这次请求"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", b"414", "地址太长"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n", b"431", "浏览器附带的内容太多"),
        (b"POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: odd\r\n\r\n", b"501", "没有看懂这次请求"),
    ],
)
def test_what_is_no_request_is_answered_in_plain_words_that_repeat_nothing_of_it(
    connect, sent, status, sentence
):
    head, _, body = answer_on(connect(sent)).partition(b"\r\n\r\n")
    assert head.split()[1] == status
    assert b"text/plain; charset=utf-8" in head
    assert b"gunicorn" not in head
    assert sentence in body.decode()
    assert b"<" not in body
    assert b"odd" not in body

"""Requests over one kept connection, with as little work on our side as there can be."""

import socket
import time


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n".encode()


def post(path: str, body: str, session: str) -> bytes:
    """A form as a signed-in browser sends it; the token of the form and of the cookie are the same word."""
    token = "k" * 32
    content = f"csrfmiddlewaretoken={token}&{body}"
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nCookie: csrftoken={token}; sessionid={session}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(content)}\r\n\r\n{content}"
    ).encode()


class Visitor:
    """One kept connection to the web server; opened anew when the server has closed it between two batches."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self.connected()

    def connected(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def ask(self, request: bytes) -> bytes:
        """The whole answer: its head and its body."""
        self.socket.sendall(request)
        answer = self.socket.recv(262_144)
        head, _gap, body = answer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        missing = length - len(body)
        while missing > 0:
            more = self.socket.recv(262_144)
            answer, missing = answer + more, missing - len(more)
        return answer

    def seconds(self, request: bytes, must_hold: bytes) -> float:
        """The time of one request. An answer other than 200 with the expected words ends the benchmark."""
        start = time.perf_counter()
        answer = self.ask(request)
        seconds = time.perf_counter() - start
        if not answer.startswith(b"HTTP/1.1 200 ") or must_hold not in answer:
            raise SystemExit(f"An answer is not as it should be:\n{answer[:2000].decode(errors='replace')}")
        return seconds

"""A small load: so many people, each opening one page after the other over a kept connection."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

AT_MOST = 15.0


@dataclass(frozen=True)
class Visits:
    """How long the answers took, in milliseconds."""

    took: list[float]
    bytes: int

    @property
    def count(self) -> int:
        return len(self.took)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def visit(
    port: int, path: Callable[[int], str], *, cookies: list[str], clients: int, requests: int
) -> Visits:
    """So many requests in all, or as many as fit into a quarter of a minute. Any refusal ends it."""
    took: list[float] = []
    sizes: list[int] = []
    problems: list[str] = []
    end = time.monotonic() + AT_MOST

    def one(client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Cookie": f"sessionid={cookies[client % len(cookies)]}", "Accept-Language": "zh-CN"}
        for number in range(client, requests, clients):
            if time.monotonic() > end or problems:
                break
            began = time.perf_counter()
            connection.request("GET", path(number), headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            took.append((time.perf_counter() - began) * 1000)
            sizes.append(len(body))
            if answer.status != 200:
                problems.append(f"{path(number)} answered {answer.status}")
        connection.close()

    threads = [threading.Thread(target=one, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise RuntimeError(problems[0])
    return Visits(took, sizes[0])

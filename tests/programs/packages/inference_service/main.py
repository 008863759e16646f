"""An inference service: request objects, pre- and post-processing, a compiled model, a thread-free server loop."""

import json

from service.server import Server
from service.schema import Request


def make_requests():
    yield Request("a", [[0.1, 0.2, 0.3], [1.0, 0.0, 0.0]])
    yield Request("b", [[0.5, 0.5, 0.5]])
    yield Request("c", [])
    yield Request("d", [[2.0, -1.0, 0.0]] * 5)


if __name__ == "__main__":
    server = Server(batch_limit=4)
    for request in make_requests():
        response = server.handle(request)
        print(request.name, json.loads(response.to_json())["status"], len(response.scores))
    print(server.stats())

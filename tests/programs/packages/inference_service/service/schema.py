import dataclasses
import json


@dataclasses.dataclass
class Request:
    name: str
    rows: list


@dataclasses.dataclass
class Response:
    status: str
    labels: list
    scores: list

    def to_json(self):
        return json.dumps(dataclasses.asdict(self))

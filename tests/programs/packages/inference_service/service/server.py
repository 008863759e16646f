import tensorflow as tf

from .model import LABELS, Scorer
from .processing import chunks, normalise, to_labels, to_tensor
from .schema import Response


class Server:
    def __init__(self, batch_limit):
        self.batch_limit = batch_limit
        self.model = Scorer(3, len(LABELS))
        self.served = 0

    def handle(self, request):
        if not request.rows:
            return Response("empty", [], [])
        rows = normalise(to_tensor(request.rows))
        labels, scores = [], []
        for chunk in chunks(rows, self.batch_limit):
            indices, confidence = self.model.predict(chunk)
            labels += to_labels(indices, LABELS)
            scores += confidence.numpy().tolist()
        self.count(rows)
        return Response("ok", labels, scores)

    def count(self, rows):
        self.served += int(tf.shape(rows)[0])

    def stats(self):
        return {"served": self.served, "limit": self.batch_limit}

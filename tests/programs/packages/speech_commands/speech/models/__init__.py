from .cnn import ConvModel
from .rnn import RecurrentModel

_MODELS = {"cnn": ConvModel, "rnn": RecurrentModel}


def create(name, **kwargs):
    return _MODELS[name](**kwargs)

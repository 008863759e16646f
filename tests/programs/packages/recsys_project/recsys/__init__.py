from . import data, evaluation

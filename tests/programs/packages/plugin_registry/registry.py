_FUNCTIONS = {}


def register(name):
    def decorator(function):
        _FUNCTIONS[name] = function
        return function

    return decorator


def get(name):
    return _FUNCTIONS[name]


def names():
    return list(_FUNCTIONS)

"""The public names of libraries, as compact text written by ``tools/generate_api.py``.

One file a table. The first line says what it was read from, the second the prefix that its names leave out.
Then one line per name, its fields separated by tabs::

    name  kind  parameters  note  bases

``kind`` is ``n`` module, ``f`` function, ``c`` class, ``k`` constant, ``m`` method, ``s`` static method,
``t`` class method, ``p`` property. ``parameters``: names separated by spaces, ``?`` when they could not be
read. ``note``: what a function returns, or the dtype that a constant or class stands for. ``bases``: the public
ancestors of a class in method resolution order. Members of a class follow it, indented by a tab. Below a line
``=`` stand the other spellings, each with the name that it means, under the module or class that they stand in
(a line that ends in a dot).
"""

from __future__ import annotations

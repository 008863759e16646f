"""Small ODE library."""

from .methods import METHODS
from .systems import Oscillator, Pendulum
from .api import integrate

__all__ = ["METHODS", "Oscillator", "Pendulum", "integrate"]

"""tawatur: who said what, through whom; every figure and its owner; which pages are copies of which."""

__version__ = "0.1.0"

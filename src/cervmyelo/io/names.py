"""
Names from files, shown so that they are harmless in a message.
"""

from cervmyelo.errors import shown

__all__ = ["shown"]

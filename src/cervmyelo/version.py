"""
The version of this library.

Looking it up in the metadata of the installed package takes longer than an answer.
"""

__all__ = ["VERSION"]

VERSION = "0.1.0"

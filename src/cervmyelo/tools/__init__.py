"""
The public functions as tools for programs that call by JSON: descriptions and calls.

`descriptions` says what each rule and each verb takes and gives, as JSON Schema, in the
form that model tool calling and OpenAPI use. `call` runs one with plain types. Each
tool only reads what it is given: it keeps nothing, and reaches no file or network.
"""

from .collection import TOOLS, call, descriptions
from .tool import Output, Tool

__all__ = ["TOOLS", "Output", "Tool", "call", "descriptions"]

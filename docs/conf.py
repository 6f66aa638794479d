"""Configuration of the documentation: `sphinx-build -n -W -b html docs OUT`."""

import doctest
import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
from cql_library import LINK

project = "cervmyelo"
author = "The cervmyelo developers"
copyright = f"2026, {author}"
version = release = installed("cervmyelo")

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "calculator_files",
    "cql_library",
    "generated_pages",
    "public_names",
    "quick_sidebar",
    "site_check",
    "source_links",
]
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "substitution",
]
myst_substitutions = {"cql_library": LINK}
myst_heading_anchors = 3
exclude_patterns = ["_build", "calculator"]

# The tutorials run when the pages are built; a cell that fails stops the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_execution_timeout = 120
nb_merge_streams = True

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_format = "fully-qualified"
python_maximum_signature_line_length = 100
python_use_unqualified_type_names = True
autodoc_type_aliases = {"Case": "Case", "Outcome": "Outcome", "Value": "Value"}
# A line for each attribute; the quantities have entries in the data dictionary.
napoleon_use_ivar = True
napoleon_custom_sections = [("Source", "params_style")]

# The examples in docstrings run with the tests.
doctest_test_doctest_blocks = ""
# Messages of errors are compared too, which Sphinx leaves out by default.
doctest_default_flags = doctest.ELLIPSIS | doctest.DONT_ACCEPT_TRUE_FOR_1
doctest_global_setup = "import cervmyelo as cm"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "cervmyelo"
html_search_scorer = str(Path(__file__).parent / "_static" / "scorer.js")
html_static_path = ["_static"]
html_css_files = ["rules.css"]
html_extra_path = ["generated/extra"]
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#2f6690",
        "color-brand-content": "#2f6690",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8cc2e8",
        "color-brand-content": "#8cc2e8",
    },
}

# The standard library and attrs have no pages here; private names and type variables
# have no pages at all.
nitpick_ignore_regex = [
    (
        r"py:.*",
        r"(collections|datetime|typing|types|attrs|attr|cattrs|enum|pathlib)\..*",
    ),
    (
        r"py:.*",
        r"(str|int|float|bool|bytes|object|tuple|dict|list|None|type|ValueError)",
    ),
    (r"py:.*", r"(TypeError|KeyError|Any|Self|Never|Ellipsis|MappingProxyType)"),
    (r"py:.*", r".*\b_\w+"),
    (r"py:.*", r"(cervmyelo\.)?.*\b(D|T|T_co|V|V_co|Answer|State)"),
    # Type aliases, which autodoc cannot link to.
    (
        r"py:class",
        r"'?(Arguments|Case|ColumnNames|Columns|Concepts|EffectKind|Form|Json|Link"
        r"|Meanings|MissingColumns|Moment|OmopTable|OnError|Outcome|Output|Quantity"
        r"|Scored|Value|VisitColumns)'?"
        r"|TypeAliasForwardRef",
    ),
    # The cells behind a sheet, which is what people use.
    (r"py:class", r"cervmyelo\.io\.(text_tables\.TextTable|parquet\.ParquetTable)"),
    # What a column map makes of its parts, and the table of followed scales.
    (r"py:class", r"cervmyelo\.column_maps\.cells\.(Code|Source)"),
    (r"py:class", r"cervmyelo\.follow_up\.scales\.Followed"),
    # Of the package mcp, which has no pages to link to.
    (r"py:class", r"Server"),
    # Described in prose, on the page on bounds.
    (r"py:class", r"cervmyelo\.forms\.diagrams\.Diagram"),
    # Strategies have no pages here.
    (r"py:.*", r"(st\.|hypothesis\.)?.*\bSearchStrategy"),
    (r"py:class", r"'?(Backend|Facts|Recorded)'?"),
    # Any frame that narwhals supports, and a Polars frame and its schema.
    (r"py:class", r"IntoFrameT?|pl\.(DataFrame|Schema)"),
    # Written out in the text next to it: one of the kinds is a frame of others.
    (r"py:class", r"Reported|dt\.date"),
    # The axes of Matplotlib, whose pages are elsewhere.
    (r"py:class", r"(matplotlib\.axes\.)?Axes"),
]

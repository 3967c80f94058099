"""The grammars by which source code is read, and what each calls a symbol: a function, a class, a method.

A grammar is loaded when the first file of its language comes. A language without one, or whose grammar is not
installed, is read by its empty lines.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Parser


@dataclass(frozen=True, slots=True)
class Language:
    """module: the grammar's; function: the one in it that gives the grammar. symbols: the kinds of node that
    are a symbol. wrappers: those that only hold one, with its decorators or its "export".
    """

    module: str
    symbols: frozenset[str]
    wrappers: frozenset[str] = frozenset()
    function: str = "language"


def _language(module: str, symbols: str, wrappers: str = "", function: str = "language") -> Language:
    return Language(module, frozenset(symbols.split()), frozenset(wrappers.split()), function)


_JAVASCRIPT = "function_declaration generator_function_declaration class_declaration method_definition"
_TYPESCRIPT = (
    f"{_JAVASCRIPT} abstract_class_declaration interface_declaration enum_declaration "
    "type_alias_declaration internal_module function_signature"
)
_C = "function_definition struct_specifier enum_specifier union_specifier type_definition"
_TYPED = "class_declaration interface_declaration enum_declaration record_declaration"

LANGUAGES = {
    "python": _language("tree_sitter_python", "function_definition class_definition", "decorated_definition"),
    "javascript": _language("tree_sitter_javascript", _JAVASCRIPT, "export_statement"),
    "typescript": _language(
        "tree_sitter_typescript", _TYPESCRIPT, "export_statement ambient_declaration", "language_typescript"
    ),
    "tsx": _language("tree_sitter_typescript", _TYPESCRIPT, "export_statement", "language_tsx"),
    "rust": _language(
        "tree_sitter_rust",
        "function_item struct_item enum_item union_item trait_item impl_item mod_item macro_definition "
        "type_item function_signature_item",
    ),
    "go": _language("tree_sitter_go", "function_declaration method_declaration type_declaration"),
    "java": _language(
        "tree_sitter_java",
        f"{_TYPED} annotation_type_declaration method_declaration constructor_declaration",
    ),
    "c": _language("tree_sitter_c", _C),
    "cpp": _language(
        "tree_sitter_cpp",
        f"{_C} class_specifier namespace_definition concept_definition",
        "template_declaration",
    ),
    "bash": _language("tree_sitter_bash", "function_definition"),
    "ruby": _language("tree_sitter_ruby", "class module method singleton_method"),
    "csharp": _language(
        "tree_sitter_c_sharp",
        f"{_TYPED} struct_declaration record_struct_declaration namespace_declaration method_declaration "
        "constructor_declaration property_declaration delegate_declaration",
    ),
    "php": _language(
        "tree_sitter_php",
        "class_declaration interface_declaration trait_declaration enum_declaration function_definition "
        "method_declaration namespace_definition",
        function="language_php",
    ),
    "kotlin": _language("tree_sitter_kotlin", "class_declaration object_declaration function_declaration"),
    "swift": _language(
        "tree_sitter_swift",
        "class_declaration protocol_declaration function_declaration init_declaration",
    ),
    "lua": _language("tree_sitter_lua", "function_declaration"),
    "scala": _language(
        "tree_sitter_scala",
        "class_definition object_definition trait_definition function_definition enum_definition",
    ),
}
BY_SUFFIX = {
    **dict.fromkeys((".py", ".pyi", ".pyw"), "python"),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx"), "javascript"),
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    **dict.fromkeys((".c", ".h"), "c"),
    **dict.fromkeys((".cc", ".cpp", ".cxx", ".hpp", ".hh", ".hxx", ".ino"), "cpp"),
    **dict.fromkeys((".sh", ".bash", ".zsh", ".ksh"), "bash"),
    **dict.fromkeys((".kt", ".kts"), "kotlin"),
    **dict.fromkeys((".scala", ".sc"), "scala"),
    **{".tsx": "tsx", ".rs": "rust", ".go": "go", ".java": "java", ".rb": "ruby", ".cs": "csharp"},
    **{".php": "php", ".swift": "swift", ".lua": "lua"},
}
_WITHOUT_GRAMMAR = (
    *(
        ".pl",
        ".pm",
        ".r",
        ".jl",
        ".hs",
        ".ex",
        ".exs",
        ".erl",
        ".clj",
        ".cljs",
        ".lisp",
        ".el",
        ".scm",
        ".ml",
    ),
    *(".fs", ".vb", ".dart", ".zig", ".nim", ".sql", ".css", ".scss", ".less", ".vue", ".svelte", ".proto"),
    *(
        ".graphql",
        ".tf",
        ".nix",
        ".cmake",
        ".mk",
        ".ps1",
        ".bat",
        ".vim",
        ".asm",
        ".f90",
        ".m",
        ".mm",
        ".pas",
    ),
    *(".groovy", ".gradle", ".awk", ".fish", ".tcl", ".d"),
)
CODE_SUFFIXES = (*BY_SUFFIX, *_WITHOUT_GRAMMAR)
"""The suffixes of source code, whether or not there is a grammar for it."""
SHEBANGS = {
    "python": "python",
    "sh": "bash",
    "bash": "bash",
    "zsh": "bash",
    "node": "javascript",
    "ruby": "ruby",
}
"""The languages of scripts by the program that their first line names."""


def language_of(suffix: str, first_line: str) -> Language | None:
    """The language of a file by its suffix, else by the program that its first line calls."""
    name = BY_SUFFIX.get(suffix)
    if name is None and first_line.startswith("#!"):
        words = first_line[2:].replace("/", " ").split()
        program = next((word for word in reversed(words) if not word.startswith("-")), "")
        name = SHEBANGS.get(program.rstrip("0123456789."))
    return LANGUAGES.get(name) if name else None


@cache
def parser_for(language: Language) -> Parser | None:
    """A parser of the language; None where its grammar is not installed."""
    try:
        module = importlib.import_module(language.module)
    except ImportError:
        return None
    from tree_sitter import Language as Grammar
    from tree_sitter import Parser

    return Parser(Grammar(getattr(module, language.function)()))

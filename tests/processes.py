"""Functions in processes of their own: none finds what another one has cached."""

import sys
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
CONNECTIONS = frozenset({"client", "_connection"})
"""Cached functions whose value depends on the endpoint alone; the rest depends on its content."""
FOR_LIFE = CONNECTIONS | {"identity_secret"}
"""What a process asks for once and keeps as long as it lives; the rest is asked for again sooner or later."""
OF_NO_CLOUD = (
    ".rules.",
    ".certificates.gateways.renderer",
    ".certificates.gateways.pdf_signature",
)
"""Parts of the names of modules that keep nothing of a cloud: law, fonts and certificates stay read."""


def forget(*, is_elsewhere: bool, kept: frozenset[str] = CONNECTIONS) -> None:
    """Clear what the product cached of another cloud, but for what is kept; its rules depend on none."""
    for attribute, value in _cached(len(sys.modules)):
        if is_elsewhere or attribute not in kept:
            value.cache_clear()
    if is_elsewhere and "chalicelib.platform.store.tables" in sys.modules:
        tables = sys.modules["chalicelib.platform.store.tables"]
        for model in (tables.RegistryItem, tables.HrItem):
            model._connection = None  # noqa: SLF001 - PynamoDB has no other way to change endpoints


@cache
def _cached(_loaded: int) -> list[tuple[str, Any]]:
    """What the product's modules, of so many that are loaded, cache of a cloud, each by its name there."""
    ours = [each for name, each in sys.modules.items() if name.startswith("chalicelib.")]
    return [
        (attribute, value)
        for module in ours
        if not _is_of_no_cloud(module.__name__)
        for attribute, value in vars(module).items()
        if hasattr(value, "cache_clear") and not _is_of_no_cloud(value.__module__)
    ]


@cache
def _is_of_no_cloud(module: str) -> bool:
    return any(part in f"{module}." for part in OF_NO_CLOUD)


def alone(handler: Callable[..., T]) -> Callable[..., T]:
    """Let a function find nothing that another one has cached: each has a process of its own."""

    def invoke(*args: Any) -> T:  # noqa: ANN401 - whatever the handler takes
        forget(is_elsewhere=False)
        try:
            return handler(*args)
        finally:
            forget(is_elsewhere=False)

    return invoke


def warm(handler: Callable[..., T]) -> Callable[..., T]:
    """Let a function find what its process keeps for life, and nothing else: as one that worked before."""

    def invoke(*args: Any) -> T:  # noqa: ANN401 - as above
        forget(is_elsewhere=False, kept=FOR_LIFE)
        return handler(*args)

    return invoke

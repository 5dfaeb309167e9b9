"""Functions in processes of their own: none finds what another one has cached."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
CONNECTIONS = {"client", "_connection"}
"""Cached functions whose value depends on the endpoint alone; the rest depends on its content."""
OF_NO_CLOUD = ("chalicelib.rules", "chalicelib.certificates.gateways.renderer")
"""Modules that keep nothing of a cloud: law and fonts stay read."""


def forget(*, is_elsewhere: bool) -> None:
    """Clear what the product cached of another cloud; its rules depend on none."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("chalicelib.") or name.startswith(OF_NO_CLOUD):
            continue
        for attribute, value in list(vars(module).items()):
            if not hasattr(value, "cache_clear") or value.__module__.startswith(OF_NO_CLOUD):
                continue
            if is_elsewhere or attribute not in CONNECTIONS:
                value.cache_clear()
    if is_elsewhere and "chalicelib.platform.store.tables" in sys.modules:
        tables = sys.modules["chalicelib.platform.store.tables"]
        for model in (tables.RegistryItem, tables.HrItem):
            model._connection = None  # noqa: SLF001 - PynamoDB has no other way to change endpoints


def alone(handler: Callable[..., T]) -> Callable[..., T]:
    """Let a function find nothing that another one has cached: each has a process of its own."""

    def invoke(*args: Any) -> T:  # noqa: ANN401 - whatever the handler takes
        forget(is_elsewhere=False)
        try:
            return handler(*args)
        finally:
            forget(is_elsewhere=False)

    return invoke

"""Frozen dataclasses that are made by the ten thousand.

``dataclasses`` sets each field of a frozen value through ``object.__setattr__``, which looks the name up again every
time. Here ``__init__`` makes the value one of an open class with the very same slots while it sets them, which the
interpreter does at once, and of its own class again at the end: a third of the time for the very same values. Few
fields are set by their slots, which is quicker then. ``replace`` is that of ``dataclasses`` without its search through
the fields.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["frozen", "replace"]

T = TypeVar("T")
_KEEP = object()
_FEW = 3
"""Up to so many fields changing the class twice takes longer than it saves."""
_BECOME = object.__dict__["__class__"].__set__


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """``@dataclass(frozen=True, slots=True)`` with a faster ``__init__``; no ``__post_init__``, no factories, and no
    class derived from it."""
    made = dataclasses.dataclass(frozen=True, slots=True)(cls)
    names: dict[str, Any] = {"keep": _KEEP, "made": made}
    slots: list[str] = []
    parameters, settings, kept, values = [], [], [], []
    for number, field in enumerate(dataclasses.fields(made)):  # type: ignore[arg-type]
        assert field.default_factory is dataclasses.MISSING, "a factory would be lost"
        name = field.name
        slots.append(name)
        names[f"set{number}"] = getattr(made, name).__set__
        names[f"default{number}"] = field.default
        parameters.append(name if field.default is dataclasses.MISSING else f"{name}=default{number}")
        settings.append(f"    set{number}(self, {name})")
        kept.append(f"{name}=keep")
        values.append(f"self.{name} if {name} is keep else {name}")
    if len(slots) > _FEW:
        names["open"] = type("_Open", made.__bases__, {"__slots__": tuple(slots)})
        names["become"] = _BECOME
        opened = [f"    self.{name} = {name}" for name in slots]
        settings = ["    become(self, open)", *opened, "    self.__class__ = made"]
    source = [
        f"def __init__(self, {', '.join(parameters)}):",
        *settings,
        f"def __replace__(self, *, {', '.join(kept)}):",
        f"    return made({', '.join(values)})",
    ]
    exec("\n".join(source), names)
    for method in ("__init__", "__replace__"):
        names[method].__qualname__ = f"{made.__qualname__}.{method}"
    names["__init__"].__annotations__ = {**made.__init__.__annotations__}
    made.__init__ = names["__init__"]  # type: ignore[method-assign]
    made.__replace__ = names["__replace__"]  # type: ignore[attr-defined]
    return made


if TYPE_CHECKING:
    from dataclasses import replace  # which type checkers know the fields for
else:

    def replace(value: T, **changes: Any) -> T:
        """The value with some fields changed."""
        own = getattr(value, "__replace__", None)
        return dataclasses.replace(value, **changes) if own is None else own(**changes)

"""Handing arrays on inside compiled code, without what the compiler would do for each at every call.

Only what came in as an argument may be lent, and it must not be used when the function that lends it has returned: what
a function made itself is freed at its last use, lent or not.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba.core.cgutils
import numba.extending
from numba.core import types
from numba.core.datamodel import models
from numba.core.typing import Signature
from numba.core.typing.templates import AttributeTemplate

T = TypeVar("T")
_extending: Any = numba.extending
_build: Any = numba.core.cgutils


def _without_owner(context: Any, builder: Any, array: types.Array, value: Any) -> Any:
    view = context.make_array(array)(context, builder, value)
    view.meminfo = view.meminfo.type(None)
    return view._getvalue()


def _borrowed(_: Any, array: types.Array) -> tuple[Signature, Callable[..., Any]]:

    def borrow(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _without_owner(context, builder, array, arguments[0])

    return array(array), borrow


borrowed = cast(Callable[[T], T], _extending.intrinsic(_borrowed))
"""The same array without an owner: nothing is counted when it, or a part of it, is handed on.

Counting is half the time of small functions.
"""


class Lent(types.Type):
    """A named tuple by its address."""

    def __init__(self, whole: types.NamedTuple) -> None:
        self.whole = whole
        super().__init__(f"Lent({whole})")


@_extending.register_model(Lent)
class _Address(models.PrimitiveModel):
    def __init__(self, manager: Any, lent: Lent) -> None:
        super().__init__(manager, lent, manager.lookup(lent.whole).get_value_type().as_pointer())


@_extending.infer_getattr
class _Fields(AttributeTemplate):
    key = Lent

    def generic_resolve(self, typ: Any, attr: str) -> Any:  # type: ignore[override]
        return typ.whole.types[typ.whole.fields.index(attr)] if attr in typ.whole.fields else None


@_extending.lower_getattr_generic(Lent)
def _field(context: Any, builder: Any, lent: Lent, address: Any, name: str) -> Any:
    return builder.load(_build.gep_inbounds(builder, address, 0, lent.whole.fields.index(name)))


def _lent(_: Any, whole: types.NamedTuple) -> tuple[Signature, Callable[..., Any]]:

    def lend(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        value = arguments[0]
        for at, part in enumerate(whole.types):
            if isinstance(part, types.Array):
                without = _without_owner(context, builder, part, builder.extract_value(value, at))
                value = builder.insert_value(value, without, at)
        return _build.alloca_once_value(builder, value)

    return Lent(whole)(whole), lend


lent = cast(Callable[[T], T], _extending.intrinsic(_lent))
"""The same named tuple as one address, its arrays borrowed. Handed on by value, a tuple of arrays is a hundred numbers
at every call: a quarter of the time, and of the compiler's. It is gone when the function that lends returns.
"""

"""Rows of a backup put into a table as they are, without an object for each: a million in a minute."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model

from gouji.web.backup.archive import BATCH, Tally

_AS_IT_IS = frozenset(
    {
        *("AutoField", "BigAutoField", "BooleanField", "CharField", "DateField", "TextField", "ForeignKey"),
        *("OneToOneField", "IntegerField", "BigIntegerField", "PositiveBigIntegerField", "PositiveIntegerField"),
        *("PositiveSmallIntegerField", "SmallIntegerField", "EmailField", "GenericIPAddressField"),
    }
)
"""Kinds of fields whose values JSON holds as the database takes them."""
Form = Callable[[Any], Any]
if TYPE_CHECKING:
    AnyField = Field[Any, Any]
else:
    AnyField = Field


def put_in(model: type[Model], fields: Sequence[AnyField], rows: Iterator[list[Any]], tally: Tally) -> None:
    """Put the rows in; their values are those of the fields, in their order, as JSON holds them."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(field.column or field.name) for field in fields)
    forms = [_form(field) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                while batch := list(islice(rows, BATCH)):
                    copy.write("".join(_line(forms, row) for row in batch))
                    tally.add(len(batch))
            return
        places = ", ".join(["%s"] * len(fields))
        while batch := list(islice(rows, BATCH)):
            values = [
                [
                    value if form is None or value is None else form(value)
                    for form, value in zip(forms, row, strict=True)
                ]
                for row in batch
            ]
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
            tally.add(len(batch))


def _form(field: AnyField) -> Form | None:
    """What makes the database's value of JSON's; None where they are the same."""
    if isinstance(field, JSONField):
        return lambda value: json.dumps(value, cls=field.encoder, ensure_ascii=False)
    if isinstance(field, DateTimeField):
        if connection.vendor == "postgresql":
            return None
        return lambda value: connection.ops.adapt_datetimefield_value(datetime.datetime.fromisoformat(value))
    if field.get_internal_type() in _AS_IT_IS:
        return None
    return lambda value: field.get_db_prep_save(field.to_python(value), connection)


def _line(forms: Sequence[Form | None], row: Sequence[Any]) -> str:
    """A row as COPY reads it."""
    return "\t".join([_text(form, value) for form, value in zip(forms, row, strict=True)]) + "\n"


def _text(form: Form | None, value: Any) -> str:
    if value is None:
        return "\\N"
    text = value if form is None else form(value)
    if not isinstance(text, str):
        return str(text)
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text

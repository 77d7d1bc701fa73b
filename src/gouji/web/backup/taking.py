"""Taking a backup and putting it back."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import tarfile
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model

from gouji import __version__
from gouji.errors import GoujiError
from gouji.web import store
from gouji.web.backup import database
from gouji.web.backup.archive import (
    MANIFEST,
    Manifest,
    TableEntry,
    manifest_of,
    opened,
    rows_of,
    store_path,
    stored,
    verified,
)

_ROWS = 2000


def backup(target: Path) -> Manifest:
    """Write a backup to a file that does not exist yet; it is whole and verified, or not there. Raises
    :class:`GoujiError`."""
    if target.exists():
        raise GoujiError(f"“{target}”已经存在，没有覆盖；请换一个文件名。")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".gouji-backup-", dir=target.parent) as work:
        draft = Path(work) / "backup.tar"
        _write(draft, Path(work))
        manifest = verified(draft)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(target)
    return manifest


def _write(draft: Path, work: Path) -> None:
    with database.standing_still():
        state = database.schema_state()
        tables = {model._meta.db_table: _dumped(model, work) for model in database.models()}
    folder: Path = settings.STORE
    # Files of later moments do no harm: no row names them.
    files = sorted(path.name for path in folder.glob("??/*") if path.is_file()) if folder.is_dir() else []
    manifest = Manifest(__version__, state, tables, tuple(files))
    head = work / MANIFEST
    head.write_bytes(manifest.as_json())
    with tarfile.open(draft, "w") as archive:
        archive.add(head, MANIFEST, filter=_nameless)
        for name in tables:
            archive.add(work / name, f"tables/{name}.jsonl", filter=_nameless)
        for name in files:
            archive.add(store.path_of(name), store_path(name), filter=_nameless)
    draft.chmod(0o600)


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names and numbers of the account it was made by."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _dumped(model: type[Model], work: Path) -> TableEntry:
    columns = tuple(field.attname for field in model._meta.concrete_fields)
    digest, rows = hashlib.sha256(), 0
    with (work / model._meta.db_table).open("wb") as file:
        for values in model._default_manager.order_by("pk").values_list(*columns).iterator(_ROWS):
            line = json.dumps(values, ensure_ascii=False, sort_keys=True, default=_plain).encode() + b"\n"
            digest.update(line)
            file.write(line)
            rows += 1
    return TableEntry(columns, rows, digest.hexdigest())


def _plain(value: object) -> str:
    if isinstance(value, datetime.date | datetime.datetime | datetime.time):
        return value.isoformat()
    return str(value)


def restore(source: Path) -> Manifest:
    """Put a backup back into an empty place. Raises :class:`GoujiError`; the place is then as empty as before."""
    manifest = verified(source)
    folder: Path = settings.STORE
    if folder.is_dir() and any(folder.iterdir()):
        raise GoujiError(f"文件夹“{folder}”不是空的，没有恢复，以免混在一起；请换一个数据文件夹。")
    if not database.is_empty():
        raise GoujiError("数据库不是空的，没有恢复，以免盖掉其中的数据；请换一个空的数据库。")
    try:
        with opened(source) as archive:
            _put_back(archive)
    except BaseException:
        database.emptied()
        _remove(folder)
        raise
    return manifest


def _put_back(archive: tarfile.TarFile) -> None:
    manifest = manifest_of(archive)
    for name in manifest.files:
        store.keep(stored(archive, name))
    then = database.schema_at(manifest.migrations)
    models = {model._meta.db_table: model for model in then.get_models()}
    if missing := manifest.tables.keys() - models.keys():
        raise GoujiError(f"备份中的表 {min(missing)} 不属于备份所称的版本。")
    with database.unguarded():
        for table in manifest.tables:
            models[table]._default_manager.all()._raw_delete("default")
        for table, entry in manifest.tables.items():
            _insert(archive, models[table], table, entry)
    database.reset_sequences(then)
    database.upgrade()


def _insert(archive: tarfile.TarFile, model: Any, table: str, entry: TableEntry) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if unknown := [column for column in entry.columns if column not in fields]:
        raise GoujiError(f"备份中的列 {table}.{unknown[0]} 不属于备份所称的版本。")
    for field in fields.values():
        # The time a row was written is that in the backup.
        field.auto_now = field.auto_now_add = False
    rows = rows_of(archive, table)
    while batch := list(islice(rows, _ROWS)):
        model._default_manager.bulk_create(
            model(
                **{
                    column: value if fields[column].is_relation else fields[column].to_python(value)
                    for column, value in zip(entry.columns, values, strict=True)
                }
            )
            for values in batch
        )


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()

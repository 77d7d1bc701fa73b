"""Taking a backup and putting it back."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import os
import tarfile
import tempfile
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from gouji import __version__
from gouji.errors import GoujiError
from gouji.web import store
from gouji.web.backup import database
from gouji.web.backup.archive import (
    BATCH,
    MANIFEST,
    Manifest,
    Progress,
    TableEntry,
    Tally,
    manifest_of,
    opened,
    rows_of,
    store_path,
    stored,
    table_path,
    unseen,
    verified,
)
from gouji.web.backup.rows import put_in

_PACKING = 1
"""The quickest: rows are so alike that the slowest saves little more."""


def backup(target: Path, progress: Progress = unseen) -> Manifest:
    """Write a backup to a file that does not exist yet; it is whole and verified, or not there. Raises
    :class:`GoujiError`."""
    if target.exists():
        raise GoujiError(f"“{target}”已经存在，没有覆盖；请换一个文件名。")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".gouji-backup-", dir=target.parent) as work:
        draft = Path(work) / "backup.tar"
        _write(draft, Path(work), progress)
        manifest = verified(draft, progress)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(target)
    return manifest


def _write(draft: Path, work: Path, progress: Progress) -> None:
    with database.standing_still():
        state = database.schema_state()
        models = database.models()
        tally = Tally(progress, "读出各表", sum(model._default_manager.count() for model in models))
        tables = {model._meta.db_table: _dumped(model, work, tally) for model in models}
    folder: Path = settings.STORE
    # Files of later moments do no harm: no row names them.
    files = sorted(path.name for path in folder.glob("??/*") if path.is_file()) if folder.is_dir() else []
    manifest = Manifest(__version__, state, tables, tuple(files))
    head = work / MANIFEST
    head.write_bytes(manifest.as_json())
    with tarfile.open(draft, "w") as archive:
        archive.add(head, MANIFEST, filter=_nameless)
        for name in tables:
            archive.add(work / name, table_path(name), filter=_nameless)
        tally = Tally(progress, "收集文件", len(files))
        for name in files:
            tally.add()
            archive.add(store.path_of(name), store_path(name), filter=_nameless)
    draft.chmod(0o600)


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names and numbers of the account it was made by."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _dumped(model: type[Model], work: Path, tally: Tally) -> TableEntry:
    columns = tuple(field.attname for field in model._meta.concrete_fields)
    digest, rows = hashlib.sha256(), 0
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_plain).encode
    found = model._default_manager.order_by("pk").values_list(*columns).iterator(BATCH)
    with (
        (work / model._meta.db_table).open("wb") as file,
        gzip.GzipFile("", "wb", _PACKING, file, mtime=0) as packed,
    ):
        while batch := list(islice(found, BATCH)):
            lines = "".join(f"{encode(values)}\n" for values in batch).encode()
            digest.update(lines)
            packed.write(lines)
            rows += len(batch)
            tally.add(len(batch))
    return TableEntry(columns, rows, digest.hexdigest())


def _plain(value: object) -> str:
    if isinstance(value, datetime.date | datetime.datetime | datetime.time):
        return value.isoformat()
    return str(value)


def restore(source: Path, progress: Progress = unseen) -> Manifest:
    """Put a backup back into an empty place. Raises :class:`GoujiError`; the place is then as empty as before."""
    manifest = verified(source, progress)
    folder: Path = settings.STORE
    if folder.is_dir() and any(folder.iterdir()):
        raise GoujiError(f"文件夹“{folder}”不是空的，没有恢复，以免混在一起；请换一个数据文件夹。")
    if not database.is_empty():
        raise GoujiError("数据库不是空的，没有恢复，以免盖掉其中的数据；请换一个空的数据库。")
    try:
        with opened(source) as archive:
            _put_back(archive, progress)
    except BaseException:
        database.emptied()
        _remove(folder)
        raise
    return manifest


def _put_back(archive: tarfile.TarFile, progress: Progress) -> None:
    manifest = manifest_of(archive)
    tally = Tally(progress, "放回文件", len(manifest.files))
    for name in manifest.files:
        tally.add()
        store.keep(stored(archive, name))
    then = database.schema_at(manifest.migrations)
    models = {model._meta.db_table: model for model in then.get_models()}
    if missing := manifest.tables.keys() - models.keys():
        raise GoujiError(f"备份中的表 {min(missing)} 不属于备份所称的版本。")
    with database.unguarded():
        for table in manifest.tables:
            models[table]._default_manager.all()._raw_delete("default")
        tally = Tally(progress, "放回各表", manifest.rows)
        for table, entry in manifest.tables.items():
            _insert(archive, models[table], table, entry, tally)
        progress("核对外键", 0, 0)
    database.reset_sequences(then)
    progress("升级到这个版本", 0, 0)
    database.upgrade()
    database.counted()


def _insert(archive: tarfile.TarFile, model: type[Model], table: str, entry: TableEntry, tally: Tally) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if unknown := [column for column in entry.columns if column not in fields]:
        raise GoujiError(f"备份中的列 {table}.{unknown[0]} 不属于备份所称的版本。")
    put_in(model, [fields[column] for column in entry.columns], rows_of(archive, table), tally)


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()

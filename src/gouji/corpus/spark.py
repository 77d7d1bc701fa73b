"""The same build on Spark: located documents go out to the cluster in waves, outcomes come back to the driver, or where
a worker shares the driver's file system are put beside the dataset by itself.

Every Spark worker reads its documents in a process of its own within the same limits as on one machine, so that a
document that ends its reader costs only itself there too. The sources must be reachable from every node: a shared file
system or an object store.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from gouji.corpus.engines import Engine
from gouji.corpus.intake import Arrival, load
from gouji.corpus.needs import need
from gouji.corpus.outcome import Outcome, Put, Read, Unread
from gouji.corpus.pool import PoolLimits, Reader
from gouji.corpus.sources import Locator
from gouji.corpus.staging import Shelf
from gouji.corpus.version import program_version
from gouji.errors import GoujiError

if TYPE_CHECKING:
    import pandas

_DOCUMENTS_A_TASK = 8
_TASKS_A_WAVE = 8
"""For each core of the cluster. What a wave has read is on the driver's disk before the next begins: a build that is
ended loses no more than a wave, and the driver holds no more in memory."""
_ASKED = "name string, path string, member string, size bigint, skipped string"
_ANSWERED = (
    "name string, sha256 string, size bigint, known boolean, cause string, reason string, year int, rows binary, "
    "version string"
)
LOCAL = "local[*]"


@contextmanager
def session(master: str | None = None) -> Iterator[Any]:
    """A Spark session: on ``master``, or as spark-submit has set it, or in this machine's processors. Raises
    :class:`GoujiError` where Spark or Java is missing."""
    need("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise GoujiError("Spark 需要 Java 17，请先安装（如 apt-get install openjdk-17-jre-headless）。")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = master or os.environ.get("MASTER") or LOCAL
    if chosen.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = need("pyspark.sql").SparkSession.builder.appName("gouji")
    if "SPARK_SUBMIT_MODE" not in os.environ or master:
        builder = builder.master(chosen)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        # A question's tables are small beside a cluster's: few partitions, no waiting for hundreds of empty ones.
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_DOCUMENTS_A_TASK),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as error:
        raise GoujiError(f"Spark 无法启动（{type(error).__name__}）：请检查 Java 17 和 --master {chosen}。") from error
    try:
        yield spark
    finally:
        spark.stop()


def on_spark(spark: Any, limits: PoolLimits) -> Engine:
    """The engine of a cluster. ``limits.workers`` is not asked: the cluster's cores are what there is."""

    def run(locators: Sequence[Locator], known: Collection[str], shelf: Shelf) -> Iterator[Arrival]:
        met = set(known)
        cores = max(1, spark.sparkContext.defaultParallelism)
        wave = cores * _TASKS_A_WAVE * _DOCUMENTS_A_TASK
        told = spark.sparkContext.broadcast(frozenset(known))
        read = partial(_read, limits=limits, known=told, shelf=shelf)
        for start in range(0, len(locators), wave):
            rows = [(one.name, one.path, one.member, one.size, one.skipped) for one in locators[start : start + wave]]
            tasks = max(1, min(len(rows), cores * _TASKS_A_WAVE))
            # By hand: documents come the largest first, and dealing them out gives every task its share of large ones.
            dealt = [rows[at::tasks] for at in range(tasks)]
            asked = spark.createDataFrame(
                spark.sparkContext.parallelize([row for hand in dealt for row in hand], tasks), _ASKED
            )
            for row in asked.mapInPandas(read, _ANSWERED).collect():
                yield _arrival(row, met)
        told.destroy()

    return run


def _arrival(row: Any, met: set[str]) -> Arrival:
    """Of one content under two names, which two workers have read, the first counts: both say the same."""
    if row.version != program_version():
        raise GoujiError(
            f"工作机上的程序是 {row.version}，主控机上是 {program_version()}，识读结果会不一致；请安装同一版本。"
        )
    outcome: Outcome | Put | None = None
    if row.cause is not None:
        outcome = Unread(row.cause, row.reason)
    elif not row.known:
        outcome = Put(row.year) if row.rows is None else Read(bytes(row.rows), row.year)
    if row.sha256:
        if row.sha256 in met:
            outcome = None
        met.add(row.sha256)
    return Arrival(row.name, row.sha256, row.size, outcome)


def _read(
    batches: Iterator[pandas.DataFrame], limits: PoolLimits, known: Any, shelf: Shelf
) -> Iterator[pandas.DataFrame]:
    """On a Spark worker: one row a document."""
    import pandas

    for batch in batches:
        for name, path, member, size, skipped in batch.itertuples(index=False, name=None):
            locator = Locator(name, path, _text(member), int(size), _text(skipped))
            row = (*_row(locator, limits, known.value, shelf), program_version())
            yield pandas.DataFrame([row], columns=[*_names(_ANSWERED)])


def _row(locator: Locator, limits: PoolLimits, known: frozenset[str], shelf: Shelf) -> tuple[Any, ...]:
    loaded = load(locator)
    if isinstance(loaded, Unread):
        return locator.name, "", locator.size, False, loaded.cause, loaded.reason, None, None
    about = (locator.name, loaded.sha256, len(loaded.data))
    if loaded.sha256 in known:
        return (*about, True, None, None, None, None)
    outcome = _reader(limits).outcome(loaded.data)
    if isinstance(outcome, Unread):
        return (*about, False, outcome.cause, outcome.reason, None, None)
    if shelf.is_shared:
        shelf.put(loaded.sha256, outcome)
        return (*about, False, None, None, outcome.year, None)
    return (*about, False, None, None, outcome.year, outcome.rows)


def _names(schema: str) -> Iterator[str]:
    return (column.split()[0] for column in schema.split(", "))


def _text(value: Any) -> str | None:
    """What pandas makes of a null is a null again."""
    return value if isinstance(value, str) else None


_READERS: dict[PoolLimits, Reader] = {}


def _reader(limits: PoolLimits) -> Reader:
    """Kept from task to task: a process that reads is not started for every few documents."""
    if limits not in _READERS:
        _READERS[limits] = Reader(limits)
    return _READERS[limits]

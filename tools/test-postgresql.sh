#!/usr/bin/env bash
# The tests of the multi-user system once more, on PostgreSQL, where there is a server; CI requires one. What starts
# processes of its own chooses its database itself and has run already; so has every address × every role, where the
# gate decides and not the database.
# usage: tools/test-postgresql.sh BIN JOBS
set -euo pipefail
bin=$1 jobs=$2
url=${GOUJI_TEST_POSTGRESQL:-postgresql://root@127.0.0.1:5432/postgres}
if ! "$bin/python" -c 'import sys, psycopg; psycopg.connect(sys.argv[1], connect_timeout=3)' "$url" 2>/dev/null; then
    [ "${CI:-}" ] && { echo "CI 要求有 PostgreSQL（GOUJI_TEST_POSTGRESQL，默认 ${url}）。" >&2; exit 1; }
    echo "没有 PostgreSQL，多人系统只在 SQLite 上测过。"
    exit 0
fi
DATABASE_URL=$url exec "$bin/pytest" -q -n "$jobs" tests/web \
    --ignore tests/web/test_serve.py --ignore tests/web/test_backup.py --ignore tests/web/test_killing.py \
    --deselect tests/web/test_rights.py::test_allowed_or_refused --deselect tests/web/test_rights.py::test_nobody_gets_in_without_logging_in

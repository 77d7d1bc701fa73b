#!/usr/bin/env bash
# Checks the two sample documents: the sound one must pass, the damaged one must not.
# usage: tools/demo.sh BIN_DIRECTORY OUTPUT_DIRECTORY
set -euo pipefail
cd "$(dirname "$0")/.."
gouji=$1/gouji
output=$2
mkdir -p "$output"

echo "一、核对一份勾稽一致的示例预算（examples/sample-2025.txt）"
"$gouji" check examples/sample-2025.txt
"$gouji" check examples/sample-2025.txt --format html -o "$output/sample-2025.html" >/dev/null

echo
echo "二、核对同一份预算被改坏的版本（examples/sample-2025-damaged.txt），改动见 examples/README.md"
status=0
"$gouji" check examples/sample-2025-damaged.txt || status=$?
if [ "$status" -ne 1 ]; then
    echo "本应发现错误（退出码 1），实际退出码为 $status。" >&2
    exit 1
fi
"$gouji" check examples/sample-2025-damaged.txt --format html -o "$output/sample-2025-damaged.html" >/dev/null || true

report=$output/sample-2025-damaged.html
echo
echo "网页报告已写入 $output/sample-2025.html 和 $report"
if [ -n "${CI:-}" ]; then
    :
elif [ "$(uname)" = Darwin ]; then
    open "$report"
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
    xdg-open "$report" >/dev/null 2>&1 &
fi

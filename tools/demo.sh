#!/usr/bin/env bash
# Checks the two sample documents: the sound one must pass, the damaged one must not.
# usage: tools/demo.sh BIN_DIRECTORY OUTPUT_DIRECTORY
set -euo pipefail
cd "$(dirname "$0")/.."
gouji=$1/gouji
output=$2
mkdir -p "$output"

# usage: examine EXPECTED_EXIT_CODE NAME; prints the report, writes the page, complains about another exit code
examine() {
    local status=0
    "$gouji" check "examples/$2.txt" || status=$?
    "$gouji" check "examples/$2.txt" --format html -o "$output/$2.html" >/dev/null || true
    if [ "$status" -ne "$1" ]; then
        echo "examples/$2.txt 的退出码应为 $1，实际为 $status。" >&2
        failed=1
    fi
}

failed=0
echo "一、核对一份勾稽一致的示例预算（examples/sample-2025.txt）"
examine 0 sample-2025
echo
echo "二、核对同一份预算被改坏的版本（examples/sample-2025-damaged.txt），改动见 examples/README.md"
examine 1 sample-2025-damaged

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
exit "$failed"

#!/usr/bin/env bash
# System packages that tests need beside Python's. May be run again and again; does nothing where it may not install.
# Chromium with a Chinese font plays a year of the multi-user system (tests/web/test_year.py).
set -euo pipefail
packages=(chromium fonts-noto-cjk)
# Spark's tests need Java 17 or newer, from wherever it is.
command -v java >/dev/null || packages+=(openjdk-17-jre-headless)

missing=()
for package in ${packages[@]+"${packages[@]}"}; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "缺少系统软件包：${missing[*]}；请用系统的包管理器安装，否则有些测试会失败。" >&2
    exit 0
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"

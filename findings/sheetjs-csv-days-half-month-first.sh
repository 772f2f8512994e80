#!/usr/bin/env bash
# Versions: xlsx (SheetJS) 0.18.5, the newest on npm; seen 2026-11-29.
# Behaviour: of a CSV column with the days 05/11/2025 and 13/11/2025, as Viet Nam writes them, XLSX.read makes the first a date
# (serial 45788, which is 11 May 2025) and leaves the second a text, for there is no thirteenth month. In the time zone of Viet
# Nam the date is 30 seconds past midnight, so that it equals no day. No option was given, and
# nothing says so. In the same way 1.243 becomes 1.243 and 1,243 becomes 1243 in one column.
# Output seen: n 45788.00034722222 | s 13/11/2025 | n 1.243 | n 1243
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5
cat >read.cjs <<'JS'
const XLSX = require("xlsx");
const text = 'day,number\n05/11/2025,1.243\n13/11/2025,"1,243"\n';
const sheet = XLSX.read(text, { type: "string" }).Sheets.Sheet1;
console.log(["A2", "A3", "B2", "B3"].map((at) => `${sheet[at].t} ${sheet[at].v}`).join(" | "));
JS
seen=$(TZ=Asia/Ho_Chi_Minh node read.cjs)
expected="n 45788.00034722222 | s 13/11/2025 | n 1.243 | n 1243"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "SheetJS reads days of CSV otherwise now."
  exit 1
fi

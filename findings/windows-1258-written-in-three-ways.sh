#!/usr/bin/env bash
# Versions: iconv-lite 0.7.0 (npm), Python 3's codec cp1258, glibc's iconv; seen 2026-11-29.
# Behaviour: Windows-1258, the code page of Viet Nam, has bases such as ê and five tone marks apart, and no ệ or ã. Of the same
# word in NFC, as keyboards type it, iconv-lite writes question marks in place of such letters and says nothing, Python refuses
# it, and iconv takes the letters apart and writes all of them. In NFD Python refuses it too, for ê must stay one. What is
# read back (WHATWG's decoder in Node.js) is neither NFC nor NFD: ệ comes as ê and a dot below. So names from such files never
# equal those of others before they are normalised.
# Output seen: iconv-lite M? nhi?m v?; Python refuses NFC, refuses NFD; iconv reads back M\u0061\u0303: 14, NFC 11, NFD 15
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts iconv-lite@0.7.0
cat >write.cjs <<'JS'
const iconv = require("iconv-lite");
console.log(iconv.encode("Mã nhiệm vụ".normalize("NFC"), "windows-1258").toString("latin1"));
JS
cat >write.py <<'PY'
import unicodedata
for form in ("NFC", "NFD"):
    try:
        unicodedata.normalize(form, "Mã nhiệm vụ").encode("cp1258")
        print("writes", form, end="; ")
    except UnicodeEncodeError:
        print("refuses", form, end="; ")
PY
cat >read.cjs <<'JS'
const { readFileSync } = require("node:fs");
const text = new TextDecoder("windows-1258").decode(readFileSync("word.txt"));
const lengths = [text, text.normalize("NFC"), text.normalize("NFD")].map(({ length }) => length);
console.log(lengths.join(" "), text.normalize("NFC") === "Mã nhiệm vụ".normalize("NFC"));
JS
printf 'Mã nhiệm vụ' | iconv -f UTF-8 -t CP1258 >word.txt
seen="$(node write.cjs); $(python3 write.py)$(node read.cjs)"
expected="M? nhi?m v?; refuses NFC; refuses NFD; 14 11 15 true"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "Windows-1258 is written or read otherwise now."
  exit 1
fi

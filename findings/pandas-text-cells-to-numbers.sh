#!/usr/bin/env bash
# Versions: pandas 3.1.1 with openpyxl 3.1.5, XlsxWriter 3.2.9; seen 2026-11-29.
# Behaviour: cells of a workbook have types, and openpyxl hands texts over as texts. pandas.read_excel then reads them once
# more as it reads CSV: a column of the text cells 00004 and 00016 is of whole numbers, 4 and 16; the text cell
# 123456789012345678.5, a text so that no digit is lost, becomes a double and loses them; the text cell NA is no value.
# So a code that a workbook keeps as text, in its cell and in its format, does not survive, unless dtype says so again.
# Output seen: openpyxl ['00004', '123456789012345678.5', 'NA']; pandas int64 [4, 16], float64 1.2345678901234568e+17, nan
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 openpyxl==3.1.5 XlsxWriter==3.2.9
cat >ask.py <<'PY'
import openpyxl
import pandas
import xlsxwriter

with xlsxwriter.Workbook("texts.xlsx") as written:
    sheet, text = written.add_worksheet(), written.add_format({"num_format": "@"})
    for row, cells in enumerate([("code", "amount", "name"), ("00004", "123456789012345678.5", "NA"), ("00016", "2", "b")]):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, text)
cells = [cell.value for cell in openpyxl.load_workbook("texts.xlsx").active[2]]
frame = pandas.read_excel("texts.xlsx")
print(
    f"openpyxl {cells}; pandas {frame['code'].dtype} {frame['code'].tolist()},"
    f" {frame['amount'].dtype} {frame['amount'][0]}, {frame['name'][0]}"
)
PY
seen=$(env/bin/python ask.py)
expected="openpyxl ['00004', '123456789012345678.5', 'NA']; pandas int64 [4, 16], float64 1.2345678901234568e+17, nan"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

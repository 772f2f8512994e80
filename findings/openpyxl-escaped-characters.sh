#!/usr/bin/env bash
# Versions: openpyxl 3.1.5, XlsxWriter 3.2.9, fastexcel 0.21.0 with Polars 2.1.0; seen 2026-11-29.
# Behaviour: in SpreadsheetML `_x0041_` within a text means the character of that number, and a text that really says so is
# written `_x005F_x0041_` (ECMA-376 part 1, 22.9.2.19). openpyxl does it by halves: a text `_x0041_` that it writes is
# read as `A` by fastexcel; the carriage return that XlsxWriter rightly writes as `_x000D_` it shows as these
# seven characters; and of a text that was never escaped it takes every `x005F_` away. pandas goes through it both ways.
# Output seen: written '_x0041_' is 'A'; read '1\r\n2' is '1_x000D_\n2'; read 'model x005F_7' is 'model 7'; fastexcel reads '1\r\n2', 'model x005F_7'
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.2.9 fastexcel==0.21.0 polars==2.1.0 pyarrow==26.0.1
cat >ask.py <<'PY'
import fastexcel
import openpyxl
import xlsxwriter

texts = ["1\r\n2", "model x005F_7"]
book = openpyxl.Workbook()
book.active.append(["header"])
book.active.append(["_x0041_"])
book.save("openpyxl.xlsx")
with xlsxwriter.Workbook("xlsxwriter.xlsx") as written:
    sheet = written.add_worksheet()
    for row, text in enumerate(["header", *texts]):
        sheet.write_string(row, 0, text)


def fast(file):
    return fastexcel.read_excel(file).load_sheet(0).to_polars()["header"].to_list()


opened = [row[0].value for row in openpyxl.load_workbook("xlsxwriter.xlsx").active.iter_rows(min_row=2)]
read = "; ".join(f"read {text!r} is {value!r}" for text, value in zip(texts, opened))
others = ", ".join(map(repr, fast("xlsxwriter.xlsx")))
print(f"written '_x0041_' is {fast('openpyxl.xlsx')[0]!r}; {read}; fastexcel reads {others}")
PY
seen=$(env/bin/python ask.py)
expected="written '_x0041_' is 'A'; read '1\\r\\n2' is '1_x000D_\\n2'; read 'model x005F_7' is 'model 7'; fastexcel reads '1\\r\\n2', 'model x005F_7'"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi

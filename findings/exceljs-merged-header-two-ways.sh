#!/usr/bin/env bash
# Versions: exceljs 4.4.0; seen 2026-11-29.
# Behaviour: a header cell "Thời gian" is merged over B1:C1. Workbook.xlsx.readFile gives its text in both cells, as if the file
# had it twice; the streaming WorkbookReader of the same package gives it in the first alone, for the merges stand after the
# rows. So code that looks for a header finds it once or twice, by which of the two reads the file.
# Output seen: document: Mã|Thời gian|Thời gian; stream: Mã|Thời gian
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts exceljs@4.4.0
cat >read.cjs <<'JS'
const ExcelJS = require("exceljs");
async function main() {
  const written = new ExcelJS.Workbook();
  const sheet = written.addWorksheet("A");
  sheet.mergeCells("B1:C1");
  sheet.getCell("A1").value = "Mã";
  sheet.getCell("B1").value = "Thời gian";
  sheet.addRow(["x", 1, 2]);
  await written.xlsx.writeFile("merged.xlsx");
  const read = new ExcelJS.Workbook();
  await read.xlsx.readFile("merged.xlsx");
  const texts = (row) => row.values.slice(1).join("|");
  const document = texts(read.worksheets[0].getRow(1));
  const rows = [];
  for await (const one of new ExcelJS.stream.xlsx.WorkbookReader("merged.xlsx", {})) for await (const row of one) rows.push(texts(row));
  console.log(`document: ${document}; stream: ${rows[0]}`);
}
main();
JS
seen=$(node read.cjs)
expected="document: Mã|Thời gian|Thời gian; stream: Mã|Thời gian"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "ExcelJS reads merged headers otherwise now."
  exit 1
fi

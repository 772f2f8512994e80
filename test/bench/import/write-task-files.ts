import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { csvLine } from "../../../shared/base/text/csv-text";

const header = [
  ...["Mã nhiệm vụ", "Tên nhiệm vụ", "Cấp giao", "Cơ quan chủ trì", "Cơ quan phối hợp", "Ngày giao"],
  ...["Hạn hoàn thành", "Ngày hoàn thành", "Tiến độ", "Người thực hiện", "Sản phẩm"],
];
const leads = ["SKHCN", "STC", "SNV", "STP", "SYT"];
const dayNumber = { assigned: 45_931, due: 46_022 };
const dayText = (number: number) => {
  const [year, month, day] = new Date((number - 25_569) * 86_400_000).toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
};

/** A task as a row: texts and, as a sheet has them, numbers of days and a share. */
function taskRow(number: number): (string | number)[] {
  return [
    `BENCH-${number}`,
    `Rà soát, cập nhật danh mục số ${number} và báo cáo kết quả thực hiện`,
    number % 3 === 0 ? "Trung ương" : "Thành phố",
    leads[number % leads.length] ?? "",
    number % 4 === 0 ? "SVHTT" : "",
    dayNumber.assigned - (number % 200),
    dayNumber.due + (number % 100),
    "",
    (number % 100) / 100,
    `Phòng ${number % 40}`,
    number % 2 === 0 ? "Báo cáo" : "",
  ];
}

/** The same tasks as CSV. */
export async function writeTaskCsv(file: string, rows: number): Promise<void> {
  function* lines() {
    yield `\ufeff${csvLine(header)}`;
    for (let number = 1; number <= rows; number += 1) {
      const cells = taskRow(number);
      const texts = cells.map((cell, at) => (at === 5 || at === 6 ? dayText(Number(cell)) : String(cell)));
      yield csvLine(texts);
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

/** The same tasks as Excel saves them: texts in a part of their own, which comes after the sheet. */
export async function writeTaskWorkbook(file: string, rows: number): Promise<void> {
  const output = createWriteStream(file);
  const zip = new Zip((error, chunk, final) => {
    if (error) throw error;
    output.write(chunk);
    if (final) output.end();
  });
  const part = (name: string, xml: string) => {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(strToU8(xml), true);
  };
  part("[Content_Types].xml", `<Types xmlns="${packages}/content-types"/>`);
  part(
    "_rels/.rels",
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  part(
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="s1"/></sheets></workbook>`,
  );
  part(
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="s1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="st" Type="${office}/styles" Target="styles.xml"/><Relationship Id="ss" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  );
  part(
    "xl/styles.xml",
    `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  );
  const texts = new Map<string, number>();
  await deflatePart(zip, "xl/worksheets/sheet1.xml", sheetXml(rows, texts));
  await deflatePart(zip, "xl/sharedStrings.xml", stringsXml(texts));
  zip.end();
  await finished(output);
}

async function deflatePart(zip: Zip, name: string, pieces: Iterable<string>): Promise<void> {
  const entry = new ZipDeflate(name, { level: 6 });
  zip.add(entry);
  for (const piece of pieces) entry.push(strToU8(piece));
  entry.push(new Uint8Array(), true);
}

function* sheetXml(rows: number, texts: Map<string, number>): Generator<string> {
  yield `<worksheet xmlns="${main}"><sheetData>`;
  yield rowXml(1, header, texts);
  for (let number = 1; number <= rows; number += 1) yield rowXml(number + 1, taskRow(number), texts);
  yield "</sheetData></worksheet>";
}

function rowXml(line: number, cells: readonly (string | number)[], texts: Map<string, number>): string {
  const written = cells.map((cell, at) => {
    const reference = `${String.fromCharCode(65 + at)}${line}`;
    if (cell === "") return `<c r="${reference}"/>`;
    if (typeof cell === "number") return `<c r="${reference}"${at === 8 ? "" : ' s="1"'}><v>${cell}</v></c>`;
    const known = texts.get(cell) ?? texts.size;
    texts.set(cell, known);
    return `<c r="${reference}" t="s"><v>${known}</v></c>`;
  });
  return `<row r="${line}" spans="1:11">${written.join("")}</row>`;
}

function* stringsXml(texts: ReadonlyMap<string, number>): Generator<string> {
  yield `<sst xmlns="${main}">`;
  for (const text of texts.keys()) yield `<si><t>${text}</t></si>`;
  yield "</sst>";
}

import fc from "fast-check";
import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { csvLine } from "../base/text/csv-text";
import { protectFormula } from "../base/text/formula-text";
import { migrate } from "../database/migrate";
import { ExportError, exportRows } from "./export-rows";
import { importText } from "./fixture/import-text";
import { items } from "./fixture/items";
import { itemsSource } from "./fixture/items-source";

let url: string;
let dataSource: DataSource;

beforeAll(async () => {
  url = await createTestDatabase("import_export");
  dataSource = await itemsSource(url).initialize();
  await migrate(dataSource);
});

afterAll(() => dataSource.destroy());

type Row = Record<string, unknown>;
const day = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const title = fc
  .tuple(
    fc.constantFrom("", "=", "+", "-", "@", "'", "''=", "'-", "\t", "\r\n", " ", '"', "\u00a0=", "＝"),
    fc.string({
      unit: fc.constantFrom("a", "ộ", "😀", '"', ",", ";", "\n", "\r", "\t", " ", "'", "\u0001"),
      maxLength: 6,
    }),
    fc.constantFrom("x", " ", "\n"),
  )
  .map((parts) => parts.join(""));
const row: fc.Arbitrary<Row> = fc.record({
  code: fc.integer({ min: 1, max: 1_000_000 }).map((number) => `I-${number}`),
  title,
  box: fc.constantFrom("B1", "B20"),
  kind: fc.constantFrom("TOOL", "TOY"),
  added_on: day,
  removed_on: fc.constant(null),
  count: fc.integer({ min: 0, max: 1_000_000 }),
  price: nullable(fc.integer({ min: -99_999, max: 99_999 }).map((cents) => (cents / 100).toFixed(2))),
  wear: nullable(fc.integer({ min: 0, max: 1000 }).map((thousandths) => String(thousandths / 1000))),
  seen_at: nullable(
    fc.date({ min: new Date("1999-01-01"), max: new Date("2099-01-01"), noInvalidDate: true }),
  ),
  fragile: nullable(fc.boolean()),
  tags: nullable(fc.uniqueArray(fc.constantFrom("home", "đèn", "a.b", "C-1"), { minLength: 1 })),
});
const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 8, selector: ({ code }) => code });

async function write(written: Row[], options = {}): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportRows(items, written, options)) pieces.push(piece);
  return pieces.join("");
}

const read = (): Promise<Row[]> => dataSource.query("SELECT * FROM item ORDER BY code");
const sorted = (all: Row[]) => all.toSorted((a, b) => (String(a.code) < String(b.code) ? -1 : 1));

describe("export, then import", () => {
  it("is the identity, and changes nothing where the rows are already", async () => {
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(",", ";"),
        fc.constantFrom("vi", "en"),
        async (all, delimiter, language) => {
          await dataSource.query("TRUNCATE item");
          const writable = [];
          for (const one of all) {
            const refused = await write([one]).then(
              () => false,
              (error: unknown) => error instanceof ExportError,
            );
            // What an export refuses an import refuses too, or would change: control characters, and blanks around it.
            const cell = protectFormula(String(one.title));
            expect([one.title, refused]).toEqual([
              one.title,
              cell.includes("\u0001") || /^ | $|\u00a0/.test(cell) || String(one.title).trim() === "",
            ]);
            if (!refused) writable.push(one);
          }
          kept += writable.length;
          const file = await write(writable, { delimiter, language });
          await importText(url, file);
          const stored = await read();
          expect(stored).toEqual(sorted(writable));
          expect((await importText(url, await write(stored))).lines).toEqual([
            `items: ${stored.length} rows: 0 inserted, 0 changed, ${stored.length} unchanged; nothing changed.`,
          ]);
        },
      ),
      { numRuns: 40 },
    );
    expect(kept).toBeGreaterThan(40);
  });

  it.each([
    ["title", "half \ud83d", 'line 2, column B (Tên gọi): expected well-formed Unicode, got "half \ufffd".'],
    [
      "title",
      "",
      "line 2, column B (Tên gọi): expected a text of at most 200 characters, or null for none, got nothing.",
    ],
    ["title", null, "line 2, column B (Tên gọi): expected a text of at most 200 characters, got nothing."],
    [
      "wear",
      1.5,
      'line 2, column I (Hao mòn): expected a share from 0 to 1, got "1.5" – if 1.5 means per cent, write 0.015.',
    ],
    [
      "added_on",
      "14/11/2025",
      'line 2, column E (Ngày nhập): expected a day as 2025-11-14 or 14/11/2025, as an import reads it, got "14/11/2025".',
    ],
  ])("refuses a %s of %j instead of changing it", async (column, value, message) => {
    const [one] = fc.sample(row, { numRuns: 1, seed: 1 });
    const error = await write([{ ...one, title: "Đèn", [column]: value }]).catch((caught: unknown) => caught);
    expect(error).toEqual(new ExportError(message));
  });
});

const folded = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/Đ/g, "D")
    .toUpperCase();

describe("a file", () => {
  it("reads the same with any separator, mark, line end, header language and order, in any pieces", async () => {
    const columns = Object.entries(items.columns);
    const all = fc
      .sample(rows, { numRuns: 1, seed: 7 })
      .flat()
      .map((one) => ({ ...one, title: `x${one.code}\ny` }));
    await dataSource.query("TRUNCATE item");
    await importText(url, await write(all));
    const shape = fc.record({
      delimiter: fc.constantFrom(",", ";"),
      mark: fc.constantFrom("", "\ufeff"),
      ending: fc.constantFrom("\n", "\r\n"),
      order: fc.shuffledSubarray(columns, { minLength: columns.length, maxLength: columns.length }),
      headers: fc.array(fc.constantFrom("vi", "en", "folded"), { minLength: 12, maxLength: 12 }),
      size: fc.integer({ min: 1, max: 500 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ delimiter, mark, ending, order, headers, size }) => {
        const names = order.map(([, { header }], index) => {
          if (headers[index] === "folded") return ` ${folded(header.vi)}  `;
          return headers[index] === "en" ? header.en : header.vi;
        });
        const lines = all.map((one: Row) =>
          order.map(([key, column]) => (one[key] === null ? "" : column.write(one[key]))),
        );
        const text = [names, ...lines]
          .map((cells) => csvLine(cells, delimiter).replace(/\r\n$/, ending))
          .join("");
        const bytes = Buffer.from(mark + text);
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect((await importText(url, pieces)).lines).toEqual([
          `items: ${all.length} rows: 0 inserted, 0 changed, ${all.length} unchanged; nothing changed.`,
        ]);
      }),
      { numRuns: 40 },
    );
  });

  it("of any bytes is refused without a crash, and changes nothing", async () => {
    const before = await read();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), async (pieces) => {
        const { code, lines } = await importText(
          url,
          pieces.map((piece) => Buffer.from(piece)),
        );
        expect([code, lines.at(-1)]).toEqual([
          1,
          expect.stringMatching(/^\d+ problems?\. Nothing was changed\.$/),
        ]);
      }),
      { numRuns: 60 },
    );
    expect(await read()).toEqual(before);
  });

  it("that was damaged anywhere is refused whole or taken in whole", async () => {
    const good = Buffer.from(await write(sorted(await read())));
    const damage = fc.record({
      at: fc.nat({ max: good.length }),
      cut: fc.nat({ max: 5 }),
      bytes: fc.uint8Array({ maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, cut, bytes }) => {
        const before = await read();
        const damaged = Buffer.concat([good.subarray(0, at), Buffer.from(bytes), good.subarray(at + cut)]);
        const { code, lines } = await importText(url, [damaged]);
        const refused = /^(\d+ problems?( in \d+ places)?\. )?Nothing was changed\.$/.test(
          lines.at(-1) ?? "",
        );
        expect(refused).toBe(code === 1);
        if (code === 0) expect(lines.at(-1)).toMatch(/^items: \d+ rows: /);
        else expect(await read()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

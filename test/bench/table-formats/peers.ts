import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Packages that write the same, as they are at this day. */
const packages = ["exceljs@4.4.0", "csv-stringify@6.9.0", "hyparquet-writer@0.17.0"];

/** Each writes the rows as it documents streaming, and leaves the bytes. */
const programs: Record<string, string> = {
  "csv-stringify 6.9": `
    import { stringify } from "csv-stringify";
    import { Readable } from "node:stream";
    for await (const piece of Readable.from(rows()).pipe(stringify({ bom: true, record_delimiter: "\\r\\n" }))) bytes += piece.length;`,
  "exceljs 4.4, its stream": `
    import ExcelJS from "exceljs";
    import { Writable } from "node:stream";
    const stream = new Writable({ write(piece, _, done) { bytes += piece.length; done(); } });
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream });
    const sheet = book.addWorksheet("dossiers");
    for await (const row of rows()) sheet.addRow(row).commit();
    sheet.commit();
    await book.commit();`,
  "hyparquet-writer 0.17": `
    import { ByteWriter, parquetWriteRows } from "hyparquet-writer";
    const writer = new ByteWriter();
    const types = ["STRING", "STRING", "STRING", "STRING", "STRING", "STRING", "STRING", "STRING", "STRING", "STRING", "INT32", "BOOLEAN", "DOUBLE"];
    async function* objects() { for await (const row of rows()) yield Object.fromEntries(row.map((cell, at) => ["c" + at, cell])); }
    await parquetWriteRows({ writer, rows: objects(), columns: types.map((type, at) => ({ name: "c" + at, type })) });
    bytes = writer.offset;`,
};

export interface PeerCost {
  name: string;
  seconds: number;
  /** Of all threads, without what making the rows took. */
  processorSeconds: number;
  grownMegabytes: number;
  megabytes: number;
}

/** What the same rows take with packages that write streams, each in a process of its own. */
export async function measurePeers(rows: number): Promise<PeerCost[]> {
  const folder = mkdtempSync(join(tmpdir(), "table-formats-"));
  try {
    await run("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, ...packages]);
    const costs: PeerCost[] = [];
    for (const [name, program] of Object.entries(programs)) {
      const file = join(folder, "peer.mjs");
      writeFileSync(file, measured(program, rows));
      const { stdout } = await run(process.execPath, ["--expose-gc", file]);
      costs.push({ name, ...JSON.parse(stdout) });
    }
    return costs;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measured(program: string, rows: number): string {
  const imports = program.match(/^\s*import .*$/gm)?.join("\n") ?? "";
  return `${imports}
    import { createRequire } from "node:module";
    const { benchPages } = createRequire(import.meta.url)(${JSON.stringify(join(__dirname, "bench-rows.js"))});
    async function* rows() { for await (const page of benchPages(${rows})) yield* page; }
    let bytes = 0;
    const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
    const idle = cpu();
    for await (const _ of benchPages(${rows}));
    const making = cpu() - idle;
    globalThis.gc();
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()); }, 20);
    const began = performance.now();
    const spent = cpu();
    ${program.replace(/^\s*import .*$/gm, "")}
    most = Math.max(most, process.memoryUsage.rss());
    clearInterval(watch);
    console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, processorSeconds: cpu() - spent - making, grownMegabytes: (most - before) / 1e6, megabytes: bytes / 1e6 }));`;
}

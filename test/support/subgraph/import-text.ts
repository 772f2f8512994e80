import { PassThrough, Readable } from "node:stream";
import { fixedClock } from "../../../shared/base/clock/clock";
import { namedAdmins } from "../../../shared/import/fixture/named-admins";
import { readSentences } from "../../../shared/import/report/translate";
import { runImport } from "../../../shared/import/run-import";
import { recordImport } from "../../../shared/kit/audit/record-import";
import type { Subgraph } from "../../../shared/kit/subgraph/define-subgraph";
import { sourceOf, testNow } from "./subgraph-harness";

/** What `npm run import` printed, a line each and without time and memory, and its exit code. */
export interface ImportedText {
  code: number;
  lines: string[];
}

/** Imports a text as standard input into a subgraph's database, in the name of `importer`. */
export async function importText(
  { name, ...subgraph }: Subgraph,
  url: string,
  content: string,
  { argv = [], now = testNow }: { argv?: string[]; now?: string } = {},
): Promise<ImportedText> {
  const stdout = new PassThrough();
  const code = await runImport(
    {
      name,
      imports: subgraph.imports ?? [],
      sentences: () => readSentences(subgraph.directory, "imports.vi.json"),
    },
    ["-", ...argv],
    {
      open: () => sourceOf({ name, ...subgraph }, url).initialize(),
      record: recordImport,
      clock: () => fixedClock(now),
      environment: { IMPORT_TOKEN: "importer" },
      tokens: namedAdmins,
      stdin: Readable.from([Buffer.from(content)]),
      stdout,
      stderr: new PassThrough().resume(),
    },
  );
  const output = String(stdout.read() ?? "");
  return {
    code,
    lines: output
      .replace(/(?: Run \d+\.)? [\d.]+ s, \d+ rows\/s, at most \d+ MB of memory\./g, "")
      .trimEnd()
      .split("\n"),
  };
}

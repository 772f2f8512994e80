import type { Readable } from "node:stream";
import { type DataSource, QueryFailedError } from "typeorm";
import type { Clock } from "../base/clock/clock";
import { ConfigurationError, type Environment } from "../base/config/read-config";
import { createDisplay } from "../base/console/create-display";
import type { Display, DisplayOutput } from "../base/console/display";
import { GraphError } from "../base/errors/graph-error";
import { requireRole } from "../http/identity/require-role";
import type { TokenVerifier } from "../http/identity/token-verifier";
import type { Viewer } from "../http/identity/viewer";
import type { ImportDefinition } from "./definition/import-definition";
import { explainImports } from "./explain-imports";
import { writeTemplate } from "./export-rows";
import { FileSource } from "./files/file-source";
import { type ImportArguments, readArguments } from "./import-arguments";
import { type ImportOutcome, importFile } from "./import-file";
import type { Problems } from "./report/problems";
import { inEnglish, type Sentences, sharedSentences, type Translate, toVietnamese } from "./report/translate";
import type { RecordImport } from "./take-rows";
import { undoRun } from "./undo-run";

/** What runImport needs to know of a subgraph. */
export interface ImportingSubgraph {
  name: string;
  imports: readonly ImportDefinition[];
  /** The Vietnamese of what its own definitions say; absent: of what all imports share alone. */
  sentences?: () => Sentences;
}

/** What an import stands in. */
export interface ImportSurroundings {
  /** Opens the subgraph's database. Not called for a template or for help. */
  open(): Promise<DataSource>;
  /** What verifies the token of the importing user. */
  tokens(): Promise<TokenVerifier>;
  clock(): Clock;
  record: RecordImport;
  environment: Environment;
  stdin: Readable;
  /** Receives the output: the outcome, the bad rows, the template. */
  stdout: DisplayOutput;
  /** Takes how far it is. */
  stderr: DisplayOutput;
}

/**
 * `npm run import -- tasks …`: takes in a file, or prints a template. `argv` begins after the subgraph's name.
 * Gives the exit code: 0, or 1 when nothing was taken in.
 */
export async function runImport(
  subgraph: ImportingSubgraph,
  argv: readonly string[],
  surroundings: ImportSurroundings,
): Promise<number> {
  const { stdout } = surroundings;
  try {
    const args = readArguments(subgraph.imports, argv);
    if (args.verb === "help") stdout.write(explainImports(subgraph.name, subgraph.imports));
    else if (args.verb === "import") return await importOne(subgraph, args, surroundings);
    else if (args.verb === "undo") stdout.write(await undoOne(subgraph, args, surroundings));
    else for (const definition of args.imports) stdout.write(writeTemplate(definition, args));
    return 0;
  } catch (error) {
    stdout.write(`${explainFailure(error)}\nNothing was changed.\n`);
    return 1;
  }
}

async function importOne(
  { name, sentences }: ImportingSubgraph,
  args: ImportArguments,
  { open, tokens, clock, record, environment, stdin, stdout, stderr }: ImportSurroundings,
): Promise<number> {
  const viewer = await importer(environment.IMPORT_TOKEN, tokens);
  const source = await FileSource.open(args.file, stdin).catch((cause: unknown) => {
    throw new ConfigurationError(`Expected a file that can be read, got ${args.file}.`, { cause });
  });
  const dataSource = await open();
  const display = createDisplay(stderr, environment);
  const startedAt = performance.now();
  try {
    const outcome = await importFile({
      ...args,
      record,
      viewer,
      source,
      dataSource,
      clock: clock(),
      step: (step) => step !== "finished" && display.step(`${step} (${source.name})`),
      progress: () => showProgress(display, name, source),
    });
    display.close();
    const translate =
      args.messages === "vi" ? toVietnamese({ ...sharedSentences(), ...sentences?.() }) : inEnglish;
    const seconds = (performance.now() - startedAt) / 1000;
    const lines = describeOutcome(outcome, args.dryRun, seconds, translate);
    stdout.write(`${lines.join("\n")}\n`);
    return "problems" in outcome ? 1 : 0;
  } finally {
    display.close();
    await dataSource.destroy();
  }
}

async function undoOne(
  { imports }: ImportingSubgraph,
  { run }: ImportArguments,
  { open, tokens, clock, record, environment }: ImportSurroundings,
): Promise<string> {
  const viewer = await importer(environment.IMPORT_TOKEN, tokens);
  const dataSource = await open();
  try {
    const changes = await undoRun({ imports, run, dataSource, viewer, clock: clock(), record });
    return `Run ${run} was undone: ${changes} rows of tables are as they were.\n`;
  } finally {
    await dataSource.destroy();
  }
}

/** Who imports: an admin, or an editor, whose rows `requireImporter` and `ownerChecks` look at. */
async function importer(token: string | undefined, tokens: ImportSurroundings["tokens"]): Promise<Viewer> {
  if (!token) {
    throw new ConfigurationError(
      "IMPORT_TOKEN is not set: expected the token of an admin or editor, who is put down as whoever imports; " +
        "`npm run token -- --role admin --sub NAME` prints one for development.",
    );
  }
  const viewer = await (await tokens()).verify(token.trim());
  requireRole(viewer, ["editor", "admin"], "importing");
  return viewer;
}

function showProgress(display: Display, name: string, { bytes, size }: FileSource): void {
  if (size !== undefined) display.progress(name, "read", bytes, size);
}

function describeOutcome(
  outcome: ImportOutcome,
  dryRun: boolean,
  seconds: number,
  translate: Translate,
): string[] {
  const notes = outcome.notes.lines(translate).map((line) => translate(`Note: ${line}`));
  if ("problems" in outcome) {
    return [
      ...outcome.problems.lines(translate),
      ...notes,
      `${translate(countProblems(outcome.problems))} ${translate("Nothing was changed.")}`,
    ];
  }
  const { definition, rows, counts } = outcome;
  const speed = Math.round(rows / Math.max(seconds, 0.001));
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  const cost = `${seconds.toFixed(1)} s, ${speed} rows/s, at most ${memory} MB of memory`;
  const { inserted, changed, unchanged } = counts;
  const nothing = inserted + changed === 0;
  const effect = nothing
    ? "nothing changed"
    : dryRun
      ? "nothing was changed, as this was a dry run"
      : "all taken in";
  const would = dryRun ? "would be " : "";
  const list = `${rows} rows: ${would}${inserted} inserted, ${changed} changed, ${unchanged} unchanged; ${effect}.`;
  const undoable = dryRun || nothing ? "" : ` ${translate(`Run ${outcome.run}.`)}`;
  return [...notes, `${definition.name}: ${translate(list)}${undoable} ${translate(`${cost}.`)}`];
}

/** `2 problems.`, and in how many cells they are where these are more. */
function countProblems(problems: Problems): string {
  const causes = problems.list().length + problems.more;
  const cells = problems.total > causes ? ` in ${problems.total} places` : "";
  return `${causes} problem${causes === 1 ? "" : "s"}${cells}.`;
}

/** One line for the operator; PostgreSQL's own words where a constraint that nobody checked refused a row. */
function explainFailure(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  if (error instanceof GraphError) {
    const isOfToken = error.code === "UNAUTHENTICATED" || error.code === "FORBIDDEN";
    return isOfToken ? `IMPORT_TOKEN: ${error.message}` : error.message;
  }
  if (error instanceof QueryFailedError) {
    const detail: unknown = Reflect.get(error.driverError, "detail");
    return `The database refused: ${error.message}${typeof detail === "string" ? ` (${detail})` : ""}.`;
  }
  return error instanceof Error ? error.message : String(error);
}

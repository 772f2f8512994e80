import { parseArgs } from "node:util";
import { ConfigurationError } from "../base/config/read-config";
import type { ImportDefinition } from "./definition/import-definition";
import type { Language } from "./report/translate";

/** What the command line says. */
export interface ImportArguments {
  /** What to do: import a file, print a template, or explain the columns. */
  verb: "import" | "template" | "undo" | "help";
  /** `-` for standard input; empty unless `verb` is import. */
  file: string;
  /** Number of the run that is undone; empty unless `verb` is undo. */
  run: string;
  /** Those that the file may be for. */
  imports: readonly ImportDefinition[];
  dryRun: boolean;
  /** Whether a cell is taken for what a hint says it may be. */
  acceptHints: boolean;
  /** The sheet of a workbook; the one whose header fits best where none is named. */
  sheet: string | undefined;
  /** Of the template, which is Vietnamese by default. */
  language: Language;
  /** Of messages, which are English by default. */
  messages: Language;
  delimiter: "," | ";";
}

/** Reads `FILE [--dry-run] [--import NAME] …`, `--template [--language en] [--separator ;]` or `--help`. */
export function readArguments(
  imports: readonly ImportDefinition[],
  argv: readonly string[],
): ImportArguments {
  const { values, positionals } = parse(argv);
  const said = values.language ?? values.lang;
  const language = said === undefined ? undefined : oneOf("--language", said, ["vi", "en"]);
  const verb = values.help ? "help" : values.template ? "template" : values.undo ? "undo" : "import";
  if (verb === "undo" && !/^\d{1,18}$/.test(values.undo ?? "")) {
    throw new ConfigurationError(`--undo: expected the number of a run, got ${values.undo}.`);
  }
  if (verb === "import" && positionals.length !== 1) {
    throw new ConfigurationError(
      `Expected one file, or - for standard input; got ${positionals.length}. See --help.`,
    );
  }
  const chosen = imports.filter(({ name }) => values.import === undefined || name === values.import);
  if (chosen.length === 0) {
    throw new ConfigurationError(
      `--import: expected one of ${namesOf(imports)}, got ${values.import ?? "none"}.`,
    );
  }
  const main = chosen.find(({ isMain }) => isMain);
  if (verb === "template" && chosen.length > 1 && main === undefined) {
    throw new ConfigurationError(`--template: say which by --import, one of ${namesOf(chosen)}.`);
  }
  return {
    verb,
    file: positionals[0] ?? "",
    run: values.undo ?? "",
    imports: verb === "template" && main !== undefined ? [main] : chosen,
    dryRun: values["dry-run"],
    acceptHints: values["accept-hints"],
    sheet: values.sheet,
    language: language ?? "vi",
    messages: language ?? "en",
    delimiter: oneOf("--separator", values.separator, [",", ";"]),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        import: { type: "string" },
        undo: { type: "string" },
        template: { type: "boolean", default: false },
        "accept-hints": { type: "boolean", default: false },
        sheet: { type: "string" },
        language: { type: "string" },
        // The older name of --language.
        lang: { type: "string" },
        separator: { type: "string", default: "," },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (cause) {
    throw new ConfigurationError(`${cause instanceof Error ? cause.message : cause} See --help.`, { cause });
  }
}

function oneOf<Value extends string>(option: string, got: string, values: readonly Value[]): Value {
  const value = values.find((one) => one === got);
  if (value === undefined)
    throw new ConfigurationError(`${option}: expected ${values.join(" or ")}, got ${got}.`);
  return value;
}

function namesOf(imports: readonly ImportDefinition[]): string {
  return imports.map(({ name }) => name).join(", ");
}

import { parseArgs } from "node:util";
import { ConfigurationError } from "../base/config/read-config";
import type { Language } from "./export-rows";
import type { ImportDefinition } from "./import-definition";

/** What the command line says. */
export interface ImportArguments {
  /** What to do: import a file, print a template, or explain the columns. */
  verb: "import" | "template" | "help";
  /** `-` for standard input; empty unless `verb` is import. */
  file: string;
  /** Those that the file may be for. */
  imports: readonly ImportDefinition[];
  dryRun: boolean;
  language: Language;
  delimiter: "," | ";";
}

/** Reads `FILE.csv [--dry-run] [--import NAME]`, `--template [--lang en] [--separator ;]` or `--help`. */
export function readArguments(
  imports: readonly ImportDefinition[],
  argv: readonly string[],
): ImportArguments {
  const { values, positionals } = parse(argv);
  const verb = values.help ? "help" : values.template ? "template" : "import";
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
    imports: verb === "template" && main !== undefined ? [main] : chosen,
    dryRun: values["dry-run"],
    language: oneOf("--lang", values.lang, ["vi", "en"]),
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
        template: { type: "boolean", default: false },
        lang: { type: "string", default: "vi" },
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

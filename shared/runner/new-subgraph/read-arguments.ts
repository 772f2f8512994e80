import { parseArgs } from "node:util";
import { capitalized, formsOf, pluralOf } from "./type-names";

/** What a new sector is to be called. */
export interface NewSubgraph {
  /** Name of its folder, and code of its sector: `education`. */
  sector: string;
  /** `School` */
  type: string;
  /** `Schools` */
  types: string;
  /** The type in Vietnamese, in small letters; undefined where nobody has said it. */
  vi: string | undefined;
  sectorVi: string | undefined;
  sectorEn: string;
  /** Code of the department that owns it. */
  organization: string;
  /** The next one after those of the list where none is given. */
  port: number | undefined;
  dryRun: boolean;
}

export const usage = `npm run new-subgraph -- SECTOR --type TYPE [options]

  npm run new-subgraph -- education --type School --vi "trường học" --sector-vi "Giáo dục" --organization SGDDT

  SECTOR            name of the subgraph's folder, and code of the sector: small letters and digits
  --type            what it is about, in the singular: School, MedicalStation
  --types           its plural, where it is not a regular one
  --vi              the type in Vietnamese
  --sector-vi       the sector in Vietnamese
  --sector-en       the sector in English; its name by default
  --organization    code of the department that owns it; UBND by default
  --port            port of its process; the one after the last of subgraphs/list.json by default
  --dry-run         tells what would be made, and makes nothing
`;

/**
 * Reads the command line.
 * @throws Error that says what was expected, and what came.
 */
export function readArguments(argv: readonly string[]): NewSubgraph | "help" {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      type: { type: "string" },
      types: { type: "string" },
      vi: { type: "string" },
      "sector-vi": { type: "string" },
      "sector-en": { type: "string" },
      organization: { type: "string" },
      port: { type: "string" },
      "dry-run": { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  const [sector, ...others] = positionals;
  if (sector === undefined || others.length > 0) {
    throw new Error(
      `Expected the name of one sector, such as education; got ${positionals.join(", ") || "none"}.`,
    );
  }
  if (values.type === undefined)
    throw new Error("Expected --type, what the sector is about, such as School.");
  return {
    sector,
    type: values.type,
    types: values.types ?? pluralOf(values.type),
    vi: values.vi,
    sectorVi: values["sector-vi"],
    sectorEn: values["sector-en"] ?? capitalized(formsOf(sector).words),
    organization: values.organization ?? "UBND",
    port: values.port === undefined ? undefined : Number(values.port),
    dryRun: values["dry-run"] ?? false,
  };
}

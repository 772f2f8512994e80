import { z } from "zod";
import { badInput } from "../../base/errors/graph-error";
import type { ImportDefinition } from "../../import/definition/import-definition";
import type { Language } from "../../import/report/translate";
import { flagParameter, languageParameter, readParameters } from "./query-parameters";

const query = z.strictObject({
  /** Name of the import; absent: the header decides. */
  import: z.string().max(100).optional(),
  dryRun: flagParameter,
  acceptHints: flagParameter,
  sheet: z.string().max(100).optional(),
  language: languageParameter,
  /** Name of a raw file, for the history. */
  file: z.string().max(300).optional(),
  /** Number of the run that is undone. */
  run: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** What the address of a request for imports says. */
export interface ImportQuery {
  imports: readonly ImportDefinition[];
  dryRun: boolean;
  acceptHints: boolean;
  sheet: string | undefined;
  language: Language;
  file: string | undefined;
  run: string | undefined;
}

/** @throws GraphError BAD_USER_INPUT that names the parameter and what it may be. */
export function readImportQuery(given: unknown, imports: readonly ImportDefinition[]): ImportQuery {
  const { import: name, sheet, file, run, ...rest } = readParameters(query, given);
  const chosen = imports.filter((definition) => name === undefined || definition.name === name);
  if (chosen.length === 0) {
    const names = imports.map((definition) => definition.name).join(", ");
    throw badInput(`import: expected one of ${names}; got ${JSON.stringify(name)}.`, ["import"]);
  }
  return { ...rest, sheet, file, run, imports: chosen };
}

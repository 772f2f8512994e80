import { z } from "zod";
import { badInput } from "../../base/errors/graph-error";
import type { ImportDefinition } from "../../import/definition/import-definition";
import type { Language } from "../../import/report/translate";

const flag = z
  .enum(["true", "false", "1", "0", ""])
  .transform((value) => value === "true" || value === "1" || value === "")
  .default(false);

const query = z.strictObject({
  /** Name of the import; absent: the header decides. */
  import: z.string().max(100).optional(),
  dryRun: flag,
  acceptHints: flag,
  sheet: z.string().max(100).optional(),
  language: z.enum(["vi", "en"]).default("en"),
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
  const parsed = query.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = issue?.path.join(".") || (issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : "");
    const expected = Object.keys(query.shape).join(", ");
    throw badInput(`${name}: ${issue?.message ?? "wrong"}; the parameters are ${expected}.`, [name]);
  }
  const { import: name, sheet, file, run, ...rest } = parsed.data;
  const chosen = imports.filter((definition) => name === undefined || definition.name === name);
  if (chosen.length === 0) {
    const names = imports.map((definition) => definition.name).join(", ");
    throw badInput(`import: expected one of ${names}; got ${JSON.stringify(name)}.`, ["import"]);
  }
  return { ...rest, sheet, file, run, imports: chosen };
}

import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const texts = z.record(z.string(), z.string());

/**
 * What a sector, or what all of them stand on, says in Vietnamese; `labels.vi.json` of its folder. Patterns and templates
 * are for what is generated; see label-pattern.ts.
 */
const labelFile = z.strictObject({
  /** What stands in generated sentences, by its English: "wards and communes". */
  words: texts.default({}),
  /** Names by coordinate or by a pattern of coordinates; `= X.y` is the name of another element. */
  names: texts.default({}),
  /** Descriptions by their English text or a template of it: who changes the English is asked for the Vietnamese anew. */
  descriptions: texts.default({}),
  /** Other words for the same, in both languages, for those who search: "deadline, due date, thời hạn". */
  synonyms: z.array(z.string()).default([]),
});

export type LabelFile = z.infer<typeof labelFile>;

/** Reads a file of labels; undefined where there is none. Throws an error that says what was expected. */
export function readLabelFile(file: string): LabelFile | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = labelFile.safeParse(parse(file));
  if (parsed.success) return parsed.data;
  throw new Error(`Expected labels in ${file}: ${z.prettifyError(parsed.error)}`);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Expected labels as JSON in ${file}: ${reason}`, { cause });
  }
}

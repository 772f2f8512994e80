import { createHash } from "node:crypto";
import { escapeLiteral } from "pg";
import type { DataSource } from "typeorm";
import { ConfigurationError } from "../base/config/read-config";

const prefix = "baseline ";

/**
 * Refuses a database whose tables another text of the baseline has made. Until the first release the baseline is edited in
 * place, and a database that was there before does not get what is new in it: queries of that would fail, and nothing
 * would say why. `isNew`: the baseline has just run. The text's hash is the comment of the table `migrations`; a database
 * that has none yet is taken as it is.
 */
export async function requireSameBaseline(
  dataSource: DataSource,
  baseline: string,
  isNew: boolean,
): Promise<void> {
  const wanted = `${prefix}${hashOf(baseline)}`;
  if (isNew) {
    await dataSource.query(`COMMENT ON TABLE migrations IS ${escapeLiteral(wanted)}`);
    return;
  }
  const [row] = await dataSource.query<{ comment: string | null }[]>(
    "SELECT obj_description(to_regclass('migrations'), 'pg_class') AS comment",
  );
  const made = row?.comment ?? "";
  if (!made.startsWith(prefix) || made === wanted) return;
  throw new ConfigurationError(
    "Expected a database that this baseline has made; got one of an earlier baseline.sql. Nothing of it was changed: " +
      "for a demonstration delete the data folder and start again; otherwise run the build that made it to export what " +
      "was entered.",
  );
}

/** Of what it does: not of comments and blanks. */
function hashOf(baseline: string): string {
  const text = baseline.replaceAll(/^\s*--.*$/gm, "").replaceAll(/\s+/g, " ");
  return createHash("sha256").update(text.trim()).digest("hex");
}

import sql from "sql-template-tag";
import { In } from "typeorm";
import type { Database } from "../../../shared/database/database";
import { all, oneOf, searchConditions } from "../../../shared/kit/filter/conditions";
import { Programme, type ProgrammeKind } from "./programme";

export interface ProgrammeFilter {
  kind?: ProgrammeKind[] | null;
  search?: string | null;
}

/** The programmes that match, in order of their codes. A few dozen in all: too few for pages. */
export async function findProgrammes(
  database: Database,
  { kind, search }: ProgrammeFilter,
): Promise<Programme[]> {
  const text = sql`search_text(code || ' ' || name_vi || ' ' || name_en)`;
  const conditions = [...oneOf(sql`kind`, kind, ["kind"]), ...searchConditions(text, search, ["search"])];
  const rows = await database.rows<{ code: string }>(
    sql`SELECT code FROM programme WHERE ${all(conditions)} ORDER BY code`,
  );
  const codes = rows.map(({ code }) => code);
  return database.repository(Programme).find({ where: { code: In(codes) }, order: { code: "ASC" } });
}

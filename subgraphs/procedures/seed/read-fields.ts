import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";

/**
 * A field of administration. Its names are those in common use; the rest are assumptions of the
 * demonstration data: the department that answers, and how much of the city's dossiers it draws.
 */
export interface FieldPlan {
  code: string;
  nameVi: string;
  nameEn: string;
  organizationCode: string;
  demand: number;
}

const fieldRow = z
  .object({
    code: z.string(),
    name_vi: z.string(),
    name_en: z.string(),
    organization_code: z.string(),
    demand: z.coerce.number().positive(),
  })
  .transform(
    (row): FieldPlan => ({
      code: row.code,
      nameVi: row.name_vi,
      nameEn: row.name_en,
      organizationCode: row.organization_code,
      demand: row.demand,
    }),
  );

/** The fields in the order of the file. */
export function readFields(): FieldPlan[] {
  return readCsv(fromRoot("subgraphs/procedures/seed/data/procedure-fields.csv"), fieldRow);
}

import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import { fromRoot } from "../../../shared/project/project-root";

/**
 * A field of administration. Its names are those in common use; the rest of its line are assumptions of the
 * demonstration data: the department that answers, what share of its procedures is commune-level or of the
 * business sector, how much of the city's dossiers it draws, and what its synthetic procedures are about.
 */
export interface FieldPlan {
  code: string;
  nameVi: string;
  nameEn: string;
  organizationCode: string;
  communeShare: number;
  businessShare: number;
  demand: number;
  subjects: string[];
}

const share = z.coerce.number().min(0).max(1);

const fieldRow = z
  .object({
    code: z.string(),
    name_vi: z.string(),
    name_en: z.string(),
    organization_code: z.string(),
    commune_share: share,
    business_share: share,
    demand: z.coerce.number().positive(),
    subjects: z.string(),
  })
  .transform(
    (row): FieldPlan => ({
      code: row.code,
      nameVi: row.name_vi,
      nameEn: row.name_en,
      organizationCode: row.organization_code,
      communeShare: row.commune_share,
      businessShare: row.business_share,
      demand: row.demand,
      subjects: row.subjects.split(";"),
    }),
  );

/** The fields in the order of the file. */
export function readFields(): FieldPlan[] {
  return readCsv(fromRoot("subgraphs/procedures/seed/procedure-fields.csv"), fieldRow);
}

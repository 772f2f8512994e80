import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";

/** A ward, commune or township of before 1 July 2025. */
export interface FormerUnitSeed {
  code: string;
  nameVi: string;
  nameEn: string;
  kind: "WARD" | "COMMUNE" | "TOWNSHIP";
  /** In Vietnamese, e.g. Quận Ba Đình. */
  district: string;
  /** Codes of the units of today, in order; more than one where it was split. */
  successorCodes: string[];
}

const formerUnitRow = z
  .object({
    code: z.string().regex(/^\d{5}$/),
    name_vi: z.string(),
    name_en: z.string(),
    kind: z.enum(["WARD", "COMMUNE", "TOWNSHIP"]),
    district_vi: z.string(),
    successor_codes: z.string(),
  })
  .transform(
    ({ code, kind, ...row }): FormerUnitSeed => ({
      ...{ code, kind, nameVi: row.name_vi, nameEn: row.name_en, district: row.district_vi },
      successorCodes: row.successor_codes.split(";"),
    }),
  );

/** The 526 former units, 327 whole and 199 split, as the package vietnamadminunits 1.0.4 (MIT) has them. */
export function readFormerUnits(): FormerUnitSeed[] {
  return readCsv(fromRoot("subgraphs/common/unit/former-units.csv"), formerUnitRow);
}

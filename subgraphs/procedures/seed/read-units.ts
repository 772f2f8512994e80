import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";

/** One of the 126 commune-level units: this sector's copy of what its seed needs. */
export interface Unit {
  code: string;
  nameVi: string;
  kind: "WARD" | "COMMUNE";
  population: number;
}

const unitRow = z
  .object({
    code: z.string().length(5),
    name_vi: z.string(),
    kind: z.enum(["WARD", "COMMUNE"]),
    population: z.coerce.number().int().positive(),
  })
  .transform(({ name_vi: nameVi, ...row }): Unit => ({ ...row, nameVi }));

/** The units in the order of their codes. */
export function readUnits(): Unit[] {
  return readCsv(fromRoot("subgraphs/procedures/seed/data/administrative-units.csv"), unitRow);
}

import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { ServicePoint } from "../service-point/service-point";
import { readUnits } from "./read-units";

const branches = 12;

/**
 * The units whose point is not connected yet: an assumption, five days before the published deadline for all. This
 * sector owns the fact; infrastructure has a copy for its assessments.
 */
function readUnconnected(): Set<string> {
  const row = z.object({ unit_code: z.string() });
  const rows = readCsv(fromRoot("subgraphs/procedures/seed/data/unconnected-units.csv"), row);
  return new Set(rows.map((one) => one.unit_code));
}

/** One point for each unit and the branches of the city-level centre, all named by a pattern. */
export const seedServicePoints: Seed = {
  name: "service-points",
  run: async ({ database }) => {
    const units = readUnits();
    const unconnected = readUnconnected();
    await database.repository(ServicePoint).insert([
      ...units.map((unit) => ({
        code: `D${unit.code}`,
        name: `Điểm phục vụ hành chính công ${unit.kind === "WARD" ? "phường" : "xã"} ${unit.nameVi}`,
        unitCode: unit.code,
        branch: false,
        connected: !unconnected.has(unit.code),
        origin: DataOrigin.SYNTHETIC,
      })),
      ...Array.from({ length: branches }, (_, at) => ({
        code: `CN${String(at + 1).padStart(2, "0")}`,
        name: `Chi nhánh số ${at + 1} Trung tâm Phục vụ hành chính công`,
        unitCode: null,
        branch: true,
        connected: true,
        origin: DataOrigin.SYNTHETIC,
      })),
    ]);
  },
};

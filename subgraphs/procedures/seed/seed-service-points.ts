import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { readUnconnectedUnits } from "../../common/unit/read-unconnected-units";
import { readUnits } from "../../common/unit/read-units";
import { ServicePoint } from "../service-point/service-point";

const branches = 12;

/** One point for each unit and the branches of the city-level centre, all named by a pattern. */
export const seedServicePoints: Seed = {
  name: "service-points",
  run: async ({ database }) => {
    const units = readUnits();
    const unconnected = readUnconnectedUnits();
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

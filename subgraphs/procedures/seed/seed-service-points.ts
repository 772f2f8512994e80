import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { Random } from "../../../shared/random/random";
import { ServicePoint } from "../service-point/service-point";
import { readUnits } from "./read-units";

const branches = 12;
/** How many points are not connected yet: an assumption, five days before the published deadline for all. */
const unconnected = 4;

/** One point for each unit and the branches of the city-level centre, all named by a pattern. */
export const seedServicePoints: Seed = {
  name: "service-points",
  run: async ({ database }) => {
    const units = readUnits();
    const waiting = new Set(new Random(126).shuffle(units).slice(0, unconnected));
    await database.repository(ServicePoint).insert([
      ...units.map((unit) => ({
        code: `D${unit.code}`,
        name: `Điểm phục vụ hành chính công ${unit.kind === "WARD" ? "phường" : "xã"} ${unit.nameVi}`,
        unitCode: unit.code,
        branch: false,
        connected: !waiting.has(unit),
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

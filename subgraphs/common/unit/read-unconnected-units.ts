import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";

/**
 * Codes of the units whose service point is not connected yet: an assumption, five days before the published deadline
 * for all. Procedures owns the fact; infrastructure assesses by it.
 */
export function readUnconnectedUnits(): Set<string> {
  const row = z.object({ unit_code: z.string() });
  const rows = readCsv(fromRoot("subgraphs/common/unit/unconnected-units.csv"), row);
  return new Set(rows.map((one) => one.unit_code));
}

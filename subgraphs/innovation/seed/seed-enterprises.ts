import sql from "sql-template-tag";
import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { readUnits } from "../../common/unit/read-units";
import { Enterprise } from "../enterprise/enterprise";
import { ProductStage, StrategicProduct } from "../strategic-product/strategic-product";
import { generateEnterprises } from "./generate-enterprises";

const batchSize = 1_000;

/**
 * Generated enterprises and strategic products, whatever the scale: the counts that were published of 2025 are of
 * the whole city. No product was published; twelve are invented, fewer on the market than the target of 2026 wants.
 */
export const seedEnterprises: Seed = {
  name: "enterprises",
  run: async ({ database, progress }) => {
    await setTransactionDay(database, "2025-01-01");
    const rows = generateEnterprises(readUnits());
    for (let at = 0; at < rows.length; at += batchSize) {
      await database.repository(Enterprise).insert(rows.slice(at, at + batchSize));
      progress(Math.min(at + batchSize, rows.length), rows.length);
    }
    const makers = await database.rows<{ id: string }>(sql`
      SELECT id FROM enterprise WHERE kinds @> '{MAKE_IN_HANOI}' ORDER BY name LIMIT ${products.length}`);
    await database.repository(StrategicProduct).insert(
      products.map(([stage, commercialisedOn], at) => ({
        code: `SP-${String(at + 1).padStart(2, "0")}`,
        name: `Sản phẩm công nghệ chiến lược mô phỏng ${String(at + 1).padStart(2, "0")}`,
        enterpriseId: makers[at]?.id ?? null,
        stage,
        commercialisedOn,
        origin: DataOrigin.SYNTHETIC,
      })),
    );
  },
};

const products: [ProductStage, string | null][] = [
  [ProductStage.COMMERCIALISED, "2025-03-18"],
  [ProductStage.COMMERCIALISED, "2025-08-05"],
  [ProductStage.PILOT, null],
  [ProductStage.PILOT, null],
  [ProductStage.PILOT, null],
  [ProductStage.PROTOTYPE, null],
  [ProductStage.PROTOTYPE, null],
  [ProductStage.PROTOTYPE, null],
  [ProductStage.PROTOTYPE, null],
  [ProductStage.RESEARCH, null],
  [ProductStage.RESEARCH, null],
  [ProductStage.RESEARCH, null],
];

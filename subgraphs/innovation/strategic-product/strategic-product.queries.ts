import { In } from "typeorm";
import type { Database } from "../../../shared/database/database";
import { checkedList } from "../../../shared/kit/filter/conditions";
import { type ProductStage, StrategicProduct } from "./strategic-product";

/** The strategic products in some stages, or all, in order of their codes. A few dozen, so they are not paged. */
export function findStrategicProducts(
  database: Database,
  stages: ProductStage[] | null | undefined,
): Promise<StrategicProduct[]> {
  if (stages) checkedList(stages, ["stage"]);
  return database.repository(StrategicProduct).find({
    ...(stages && { where: { stage: In(stages) } }),
    order: { code: "ASC" },
  });
}

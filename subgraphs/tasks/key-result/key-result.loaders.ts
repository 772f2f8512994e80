import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { KeyResult } from "./key-result";

/** A key result by its code. */
export const keyResultByCode = defineLoader<KeyResult, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(KeyResult).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** The key results of an objective, in order of their codes, by its code. */
export const keyResultsByObjective = defineLoader<KeyResult[], void, SubgraphContext>(
  async (codes, { database }) => {
    const where = { objectiveCode: In([...codes]) };
    const rows = await database.repository(KeyResult).find({ where, order: { code: "ASC" } });
    return groupByKey(codes, rows, (row) => row.objectiveCode);
  },
);

import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Programme } from "./programme";

/** A programme by its code. */
export const programmeByCode = defineLoader<Programme, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Programme).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** The programmes that rest on a policy document, in order of their codes, by the document's code. */
export const programmesByBasis = defineLoader<Programme[], void, SubgraphContext>(
  async (codes, { database }) => {
    const where = { basisCode: In([...codes]) };
    const rows = await database.repository(Programme).find({ where, order: { code: "ASC" } });
    return groupByKey(codes, rows, (row) => row.basisCode ?? "");
  },
);

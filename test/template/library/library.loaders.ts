import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Library } from "./library";

/** A library by its code. */
export const libraryByCode = defineLoader<Library, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Library).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** The libraries of a unit, in order of their codes, by the unit's code. */
export const librariesByUnit = defineLoader<Library[], void, SubgraphContext>(async (units, { database }) => {
  const rows = await database
    .repository(Library)
    .find({ where: { unitCode: In([...units]) }, order: { code: "ASC" } });
  return groupByKey(units, rows, (row) => row.unitCode);
});

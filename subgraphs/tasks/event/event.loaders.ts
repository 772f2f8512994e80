import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Event } from "./event";

/** An event by its code. */
export const eventByCode = defineLoader<Event, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Event).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

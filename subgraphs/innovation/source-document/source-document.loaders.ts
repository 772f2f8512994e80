import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { SourceDocument } from "./source-document";

/** A source by its id. */
export const sourceById = defineLoader<SourceDocument, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(SourceDocument).findBy({ id: In([...ids]) });
  return mapByKey(rows, (row) => row.id);
});

import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { SourceDocument } from "./source-document";

/** A source document by its code. */
export const sourceByCode = defineLoader<SourceDocument, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(SourceDocument).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { ProcedureField } from "./procedure-field";

/** A field of administration by its code. */
export const procedureFieldByCode = defineLoader<ProcedureField, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(ProcedureField).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { PolicyDocument } from "./policy-document";

/** A policy document by its code. */
export const policyDocumentByCode = defineLoader<PolicyDocument, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(PolicyDocument).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

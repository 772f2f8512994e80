import { In } from "typeorm";
import { defineLoader, mapByKey } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { PolicyDocument } from "./policy-document";

/** A policy document by its code. */
export const policyDocumentByCode = defineLoader<PolicyDocument, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(PolicyDocument).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

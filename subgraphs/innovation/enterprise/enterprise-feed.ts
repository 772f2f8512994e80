import sql from "sql-template-tag";
import { rowChangesResolver } from "../../../shared/kit/change-feed/row-changes-resolver";
import { Enterprise } from "./enterprise";
import { enterpriseById } from "./enterprise.loaders";

/** `enterpriseChanges`. */
export const EnterpriseFeedResolver = rowChangesResolver<Enterprise>({
  ...{ name: "Enterprise", type: () => Enterprise, field: "enterprise", noun: "enterprise" },
  ...{ node: enterpriseById, relation: "enterprise", from: sql`enterprise e`, key: sql`e.id` },
  ...{ isCounted: false, hasRemovals: true },
});

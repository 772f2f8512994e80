import sql from "sql-template-tag";
import { rowChangesResolver } from "../../../shared/kit/change-feed/row-changes-resolver";
import { Procedure } from "./procedure";
import { procedureByCode } from "./procedure.loaders";

/** `procedureChanges`. */
export const ProcedureFeedResolver = rowChangesResolver<Procedure>({
  ...{
    name: "Procedure",
    type: () => Procedure,
    field: "procedure",
    noun: "procedure",
    node: procedureByCode,
  },
  ...{ relation: "procedure", from: sql`procedure p`, key: sql`p.code`, keyType: "text" },
  ...{ isCounted: false, hasRemovals: true },
});

import sql from "sql-template-tag";
import { rowChangesResolver } from "../../../shared/kit/change-feed/row-changes-resolver";
import { ITSystem } from "./it-system";
import { systemByCode } from "./it-system.loaders";

/** `itSystemChanges`. */
export const ITSystemFeedResolver = rowChangesResolver<ITSystem>({
  ...{
    name: "ITSystem",
    type: () => ITSystem,
    field: "itSystem",
    noun: "information system",
    node: systemByCode,
  },
  ...{ relation: "it_system", from: sql`it_system s`, key: sql`s.code`, keyType: "text" },
  ...{ isCounted: false, hasRemovals: true },
});

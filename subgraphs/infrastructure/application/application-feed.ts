import sql from "sql-template-tag";
import { rowChangesResolver } from "../../../shared/kit/change-feed/row-changes-resolver";
import { Application } from "./application";
import { applicationByCode } from "./application.loaders";

/** `applicationChanges`. */
export const ApplicationFeedResolver = rowChangesResolver<Application>({
  ...{ name: "Application", type: () => Application, field: "application", noun: "application" },
  ...{ node: applicationByCode, relation: "application", from: sql`application a`, key: sql`a.code` },
  ...{ keyType: "text", isCounted: false, hasRemovals: true },
});

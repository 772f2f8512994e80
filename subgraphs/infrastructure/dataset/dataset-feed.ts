import sql from "sql-template-tag";
import { rowChangesResolver } from "../../../shared/kit/change-feed/row-changes-resolver";
import { Dataset } from "./dataset";
import { datasetById } from "./dataset.loaders";

/** `datasetChanges`. */
export const DatasetFeedResolver = rowChangesResolver<Dataset>({
  ...{ name: "Dataset", type: () => Dataset, field: "dataset", noun: "dataset", node: datasetById },
  ...{ relation: "dataset", from: sql`dataset d`, key: sql`d.id`, isCounted: false, hasRemovals: true },
});

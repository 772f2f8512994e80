import type { Database } from "../../../../shared/database/database";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import { isBigintKey } from "../../../../shared/kit/loader/loaders";
import { ownRow } from "../../../../shared/kit/mutation/own-row";
import { Dataset } from "../dataset";

/**
 * Gives a dataset to an editor of its publisher, or an admin, and holds it until the transaction ends.
 * @throws RowWithheld NOT_FOUND at `dataset`, also for another's.
 */
export async function lockDataset(database: Database, viewer: Viewer, id: string): Promise<Dataset> {
  const dataset = isBigintKey(id)
    ? await database.repository(Dataset).findOne({ where: { id }, lock: { mode: "pessimistic_write" } })
    : null;
  const named = { what: "id of a dataset", field: "dataset", key: id };
  return ownRow(viewer, dataset, dataset ? [dataset.publisherCode] : [], named);
}

import type { Database } from "../../../../shared/database/database";
import { dcatContext } from "./dcat-context";
import { describeDataset } from "./describe-dataset";
import { describeCatalogue, readDatasets } from "./read-catalogue";

/**
 * The public part of the catalogue as one dcat:Catalog in JSON-LD, in pieces. Each piece is read when the one before
 * it has been sent: memory does not grow with the catalogue, and a slow reader, or one that leaves, holds no
 * connection and no snapshot of the database.
 *
 * See https://www.w3.org/TR/vocab-dcat-3/ and https://semiceu.github.io/DCAT-AP/releases/3.0.0/
 */
export async function* writeCatalogue(database: Database, publicUrl: string): AsyncGenerator<string> {
  const head = { "@context": dcatContext, ...(await describeCatalogue(database, publicUrl)) };
  yield `${JSON.stringify(head).slice(0, -1)},"dcat:dataset":[`;
  let first = true;
  for await (const page of readDatasets(database)) {
    const nodes = page.map((dataset) => JSON.stringify(describeDataset(dataset, publicUrl)));
    yield `${first ? "" : ","}\n${nodes.join(",\n")}`;
    first = false;
  }
  yield "\n]}\n";
}

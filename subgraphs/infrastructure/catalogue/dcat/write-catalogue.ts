import type { Database } from "../../../../shared/database/database";
import { findOrganizationName, findPublicDatasets } from "./dcat.queries";
import { dcatContext } from "./dcat-context";
import { iri, vietnamese } from "./dcat-node";
import { cataloguePath, describeAgent, describeDataset } from "./describe-dataset";

/** Datasets of one statement, and of one piece of the document. */
const pageSize = 500;

/** Who answers for the catalogue: it was announced as the department's (milestone shared-data-catalogue). */
const maintainer = "SKHCN";

/**
 * The public part of the catalogue as one dcat:Catalog in JSON-LD, in pieces. Each piece is read when the one before
 * it has been sent: memory does not grow with the catalogue, and a slow reader, or one that leaves, holds no
 * connection and no snapshot of the database.
 *
 * See https://www.w3.org/TR/vocab-dcat-3/ and https://semiceu.github.io/DCAT-AP/releases/3.0.0/
 */
export async function* writeCatalogue(database: Database, publicUrl: string): AsyncGenerator<string> {
  const head = {
    "@context": dcatContext,
    "@id": `${publicUrl}${cataloguePath}#catalogue`,
    "@type": "dcat:Catalog",
    "dct:title": vietnamese("Danh mục dữ liệu dùng chung Thành phố Hà Nội"),
    "dct:description": vietnamese("Phần công khai của danh mục: các tập dữ liệu mở, ai cũng có thể sử dụng."),
    "dct:language": iri("http://publications.europa.eu/resource/authority/language/VIE"),
    "dct:publisher": describeAgent(maintainer, await findOrganizationName(database, maintainer), publicUrl),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"dcat:dataset":[`;
  let afterId = "0";
  let first = true;
  for (;;) {
    const page = await findPublicDatasets(database, afterId, pageSize);
    const last = page.at(-1);
    if (last === undefined) break;
    const nodes = page.map((dataset) => JSON.stringify(describeDataset(dataset, publicUrl)));
    yield `${first ? "" : ","}\n${nodes.join(",\n")}`;
    first = false;
    afterId = last.id;
    if (page.length < pageSize) break;
  }
  yield "\n]}\n";
}

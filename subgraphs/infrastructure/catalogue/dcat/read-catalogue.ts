import type { Database } from "../../../../shared/database/database";
import { findOrganizationName, findPublicDatasets, type PublicDataset } from "./dcat.queries";
import { classed, type DcatNode, vietnamese } from "./dcat-node";
import { describeAgent, nameIn } from "./describe-dataset";

/** Datasets of one statement, and of one piece of the document. */
const pageSize = 500;

/** Who answers for the catalogue: it was announced as the department's (milestone shared-data-catalogue). */
const maintainer = "SKHCN";

/** The dcat:Catalog, without its datasets. */
export async function describeCatalogue(database: Database, publicUrl: string): Promise<DcatNode> {
  return {
    "@id": nameIn(publicUrl, "catalogue"),
    "@type": "dcat:Catalog",
    "dct:title": vietnamese("Danh mục dữ liệu dùng chung Thành phố Hà Nội"),
    "dct:description": vietnamese("Phần công khai của danh mục: các tập dữ liệu mở, ai cũng có thể sử dụng."),
    "dct:language": classed(
      "http://publications.europa.eu/resource/authority/language/VIE",
      "dct:LinguisticSystem",
    ),
    "dct:publisher": describeAgent(maintainer, await findOrganizationName(database, maintainer), publicUrl),
    "foaf:homepage": classed(publicUrl, "foaf:Document"),
  };
}

/** The public datasets in order of their ids, a page at a time: each is read when the one before has been sent. */
export async function* readDatasets(database: Database): AsyncGenerator<PublicDataset[]> {
  let afterId = "0";
  for (;;) {
    const page = await findPublicDatasets(database, afterId, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < pageSize) return;
    afterId = last.id;
  }
}

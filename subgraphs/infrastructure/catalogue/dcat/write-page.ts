import type { Database } from "../../../../shared/database/database";
import { cataloguePaths } from "./catalogue-paths";
import type { PublicDataset } from "./dcat.queries";
import { webIri } from "./dcat-node";
import { readDatasets } from "./read-catalogue";
import { escapeXml } from "./write-rdf-xml";

const title = "Danh mục dữ liệu dùng chung Thành phố Hà Nội";

/** The catalogue for people, in pieces: the landing page of entries that have none of their own. No script runs in it. */
export async function* writePage(database: Database): AsyncGenerator<string> {
  yield `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #999}dt{font-weight:bold}a{overflow-wrap:anywhere}</style>
</head>
<body>
<h1>${title}</h1>
<p>Phần công khai của danh mục. Dành cho máy: <a href="${cataloguePaths.jsonLd}">JSON-LD</a>, <a href="${cataloguePaths.turtle}">Turtle</a>, <a href="${cataloguePaths.rdfXml}">RDF/XML</a>.</p>
`;
  for await (const page of readDatasets(database)) yield page.map(articleOf).join("");
  yield "</body>\n</html>\n";
}

function articleOf(dataset: PublicDataset): string {
  const {
    id,
    title: name,
    description,
    publisherName,
    license,
    issuedOn,
    modifiedAt,
    contactEmail,
  } = dataset;
  const rows: [string, string][] = [
    ["Cơ quan công bố", escapeXml(publisherName)],
    ["Giấy phép", escapeXml(license ?? "")],
    ["Công bố ngày", issuedOn],
    ["Cập nhật lúc", modifiedAt.toISOString()],
    ...(contactEmail === null
      ? []
      : [["Liên hệ", link(`mailto:${contactEmail}`, contactEmail)] satisfies [string, string]]),
    ["Tải về", dataset.distributions.map(({ format, accessUrl }) => link(accessUrl, format)).join(", ")],
    ["Nguồn gốc", dataset.origin === "SYNTHETIC" ? "Dữ liệu minh họa" : "Do cơ quan công bố"],
  ];
  const list = rows
    .filter(([, value]) => value !== "")
    .map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`);
  return `<article id="dataset-${id}"><h2>${escapeXml(name)}</h2><p>${escapeXml(description ?? "")}</p><dl>${list.join("")}</dl></article>\n`;
}

function link(url: string, text: string): string {
  return `<a href="${escapeXml(webIri(url))}" rel="noopener">${escapeXml(text)}</a>`;
}

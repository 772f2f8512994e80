import { createHash } from "node:crypto";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { RouteAnswer, RouteRequest } from "../../../../shared/kit/subgraph/subgraph-route";
import { findCatalogueState } from "./dcat.queries";
import { writeCatalogue } from "./write-catalogue";

/** Changes with the form of the document, so that a new one is fetched although no row has changed. */
const form = "1";

/**
 * Answers `GET /catalogue.jsonld`: the document, or 304 when the client has it (RFC 9110, 13.1.2).
 *
 * The entity tag is read before the rows. A change between the two makes a document that is newer than its tag, so
 * that the next request fetches it once more for nothing; the other way round a harvester would stay on the old
 * one. It is weak, for the gateway compresses what it sends: the same statements in other bytes.
 */
export async function answerCatalogue(
  { headers, publicUrl }: RouteRequest,
  { database }: SubgraphContext,
): Promise<RouteAnswer> {
  const state = await findCatalogueState(database);
  const hash = createHash("sha256").update(JSON.stringify([form, publicUrl, state]));
  const etag = `W/"${hash.digest("base64url")}"`;
  // no-cache: store it, and ask each time whether it is still current.
  const common = { etag, "cache-control": "public, no-cache" };
  if (isKnown(headers["if-none-match"], etag)) return { status: 304, headers: common };
  return {
    status: 200,
    headers: { ...common, "content-type": "application/ld+json" },
    body: writeCatalogue(database, publicUrl),
  };
}

/** Whether one of the tags is this one, by the weak comparison of RFC 9110, 8.8.3.2. */
function isKnown(ifNoneMatch: string | string[] | undefined, etag: string): boolean {
  const given = [ifNoneMatch ?? []].flat().join(",");
  if (given.trim() === "*") return true;
  const opaque = (tag: string) => tag.replace(/^W\//, "");
  return (given.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => opaque(tag) === opaque(etag));
}

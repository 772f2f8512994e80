import { createHash } from "node:crypto";
import { GraphError } from "../../../../shared/base/errors/graph-error";
import type { Database } from "../../../../shared/database/database";
import { chooseType } from "../../../../shared/http/server/choose-type";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { RouteAnswer, RouteRequest } from "../../../../shared/kit/subgraph/subgraph-route";
import { findCatalogueState } from "./dcat.queries";
import { writeCatalogue } from "./write-catalogue";
import { writePage } from "./write-page";
import { writeRdfXml } from "./write-rdf-xml";
import { writeTurtle } from "./write-turtle";

/** How the catalogue can be written, by media type; the first where a client does not say what it reads. */
const writers: Readonly<Record<string, (database: Database, publicUrl: string) => AsyncGenerator<string>>> = {
  "application/ld+json": writeCatalogue,
  "text/turtle": writeTurtle,
  "application/rdf+xml": writeRdfXml,
  "text/html": writePage,
};

export type CatalogueType = "application/ld+json" | "text/turtle" | "application/rdf+xml" | "text/html";

/** Changes with the form of the document, so that a new one is fetched although no row has changed. */
const form = "2";

/**
 * Answers `GET /catalogue.jsonld` in the form that `Accept` asks for (RFC 9110, 12.5.1), or 406 where that is none; 304
 * when the client has it (13.1.2).
 */
export function answerCatalogue(request: RouteRequest, context: SubgraphContext): Promise<RouteAnswer> {
  const accept = [request.headers.accept ?? []].flat().join(", ");
  const type = chooseType(accept, Object.keys(writers));
  if (type === undefined) {
    const known = Object.keys(writers).join(", ");
    throw new GraphError("NOT_ACCEPTABLE", `Expected an Accept that allows one of ${known}.`);
  }
  return answerAs(type, request, context);
}

/** Answers a path whose ending says the form. */
export function answerCatalogueAs(type: CatalogueType) {
  return (request: RouteRequest, context: SubgraphContext) => answerAs(type, request, context);
}

/**
 * The entity tag is read before the rows. A change between the two makes a document that is newer than its tag, so
 * that the next request fetches it once more for nothing; the other way round a harvester would stay on the old
 * one. It is weak, for the gateway compresses what it sends: the same statements in other bytes.
 */
async function answerAs(
  type: string,
  { headers, publicUrl }: RouteRequest,
  { database }: SubgraphContext,
): Promise<RouteAnswer> {
  const state = await findCatalogueState(database);
  const hash = createHash("sha256").update(JSON.stringify([form, type, publicUrl, state]));
  const etag = `W/"${hash.digest("base64url")}"`;
  // no-cache: store it, and ask each time whether it is still current.
  const common = { etag, "cache-control": "public, no-cache", vary: "accept" };
  if (isKnown(headers["if-none-match"], etag)) return { status: 304, headers: common };
  const write = writers[type] ?? writeCatalogue;
  return {
    status: 200,
    headers: { ...common, "content-type": type.startsWith("text/") ? `${type}; charset=utf-8` : type },
    body: write(database, publicUrl),
  };
}

/** Whether one of the tags is this one, by the weak comparison of RFC 9110, 8.8.3.2. */
function isKnown(ifNoneMatch: string | string[] | undefined, etag: string): boolean {
  const given = [ifNoneMatch ?? []].flat().join(",");
  if (given.trim() === "*") return true;
  const opaque = (tag: string) => tag.replace(/^W\//, "");
  return (given.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => opaque(tag) === opaque(etag));
}

import type { FastifyInstance } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import { createServedFile } from "../http/served-file";
import { type BuiltPages, readBuiltPages } from "./built-pages";
import { readOpeningQueries } from "./opening-queries";
import { pages } from "./page-list";

/**
 * Pages must work in a closed network, and must not be a way out of it: everything comes from this server, and the
 * browser is instructed to load nothing from elsewhere and to send nothing elsewhere. CodeMirror and Mantine write style
 * elements, hence the one `unsafe-inline`; no script may be inline.
 */
const securityHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
};

const json = "application/json; charset=utf-8";

/**
 * Serves each page at its path and what the pages load below `/pages/`: their files and the opening queries of the
 * explorer.
 */
export function registerPages(app: FastifyInstance): void {
  // Read when the first visitor comes: most gateways never have one.
  let built: BuiltPages | undefined;
  const fileOf = (path: string) => {
    built ??= readBuiltPages();
    const file = built.get(path);
    if (!file) throw new GraphError("NOT_FOUND", "There is no such file of a page; load the page again.");
    return file;
  };
  for (const { path, name } of pages) {
    app.get(path, (request, reply) => fileOf(`${name}.html`).send(request, reply.headers(securityHeaders)));
  }
  app.get<{ Params: { "*": string } }>("/pages/*", (request, reply) =>
    fileOf(request.params["*"]).send(request, reply.headers(securityHeaders)),
  );
  const openingQueries = createServedFile(json, () => JSON.stringify(readOpeningQueries()));
  app.get("/pages/opening-queries.json", (request, reply) => openingQueries.send(request, reply));
}

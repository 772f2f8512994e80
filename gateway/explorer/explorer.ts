import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { fromRoot } from "../../shared/base/project/project-root";
import { createServedFile } from "../http/served-file";
import { readOpeningQueries } from "./opening-queries";

const javascript = "text/javascript; charset=utf-8";
const css = "text/css; charset=utf-8";

/**
 * The page must work in a closed network, and must not be a way out of it: everything comes from this
 * server, and the browser is instructed to load nothing from elsewhere and to send nothing elsewhere. GraphiQL's
 * editor writes style elements, hence the one `unsafe-inline`; no script may be inline.
 */
const securityHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

/** Serves GraphiQL with the opening queries at `/`, and its files below `/explorer/`. */
export function registerExplorer(app: FastifyInstance): void {
  const files = {
    "/": createServedFile("text/html; charset=utf-8", page("index.html")),
    "/explorer/page.css": createServedFile(css, page("page.css")),
    "/explorer/workers.js": createServedFile(javascript, page("workers.js")),
    "/explorer/start.js": createServedFile(javascript, page("start.js")),
    "/explorer/queries.json": createServedFile("application/json; charset=utf-8", () =>
      JSON.stringify(readOpeningQueries().map(({ query }) => query)),
    ),
    "/explorer/graphiql.js": createServedFile(javascript, () => graphiql().js),
    "/explorer/graphiql.css": createServedFile(css, () => graphiql().css),
    "/explorer/editor.worker.js": createServedFile(javascript, () => graphiql().editorWorkerService),
    "/explorer/json.worker.js": createServedFile(javascript, () => graphiql().jsonWorker),
    "/explorer/graphql.worker.js": createServedFile(javascript, () => graphiql().graphqlWorker),
  };
  for (const [path, file] of Object.entries(files)) {
    app.get(path, (request, reply) => file.send(request, reply.headers(securityHeaders)));
  }
}

/** 9 MB of text, loaded when the first visitor comes: most gateways never have one. */
function graphiql(): typeof import("@graphql-yoga/render-graphiql/graphiql") {
  return require("@graphql-yoga/render-graphiql/graphiql");
}

function page(name: string): () => string {
  return () => readFileSync(fromRoot("gateway", "explorer", "page", name), "utf8");
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import { createServedFile } from "../http/served-file";
import { type BuiltPages, readBuiltPages, renderersFolder } from "./built-pages";
import { type AskForPageOptions, askForPage } from "./first-view/ask-for-page";
import { createFirstViews, type FirstViews } from "./first-view/first-views";
import { pageAddress } from "./first-view/page-address";
import { styleSheetsOf } from "./first-view/put-into-page";
import { openRenderThread, type RenderThread } from "./first-view/render-thread";
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

export interface PagesOptions extends AskForPageOptions {
  log: Logger;
}

/** Of a page that is rendered, in the units of an operation's cost: some 20 ms of a processor, as of so many objects. */
const renderCost = 1_000;

/** After so many milliseconds a page comes empty: its scripts would have filled it by then. */
const longestMs = 1_500;

/**
 * Serves each page at its path and what the pages load below `/pages/`: their files and the opening queries of the
 * explorer. Gives what ends what it has started.
 */
export function registerPages(app: FastifyInstance, options: PagesOptions): () => Promise<void> {
  // Read when the first visitor comes: most gateways never have one.
  let read: BuiltPages | undefined;
  const threads: RenderThread[] = [];
  const built = () => {
    read ??= readBuiltPages();
    return read;
  };
  const fileOf = (path: string) => {
    const file = built().files.get(path);
    if (!file) throw new GraphError("NOT_FOUND", "There is no such file of a page; load the page again.");
    return file;
  };
  for (const { path, name, rendered } of pages) {
    let firstViews: FirstViews | undefined;
    const open = (): FirstViews => {
      const { textOf } = built();
      const thread = openRenderThread(textOf(`${renderersFolder}/${name}.cjs`));
      threads.push(thread);
      const html = textOf(`${name}.html`);
      const styles = styleSheetsOf(html).map((sheet) => textOf(sheet.replace(/^\/pages\//, "")));
      return createFirstViews({ html, styles, thread, log: options.log });
    };
    const firstViewOf = async (request: FastifyRequest, reply: FastifyReply) => {
      const search = rendered && pageAddress(request.url, rendered.parameters);
      // A browser tells a page's address nobody's token: who sends one anyway gets a page that asks by it.
      if (search === undefined || request.headers.authorization !== undefined) return undefined;
      const asking = askForPage(name, request, reply, options);
      firstViews ??= open();
      const late = Promise.withResolvers<undefined>();
      const charge = () => asking.charge(renderCost);
      const made = firstViews.get({ pathname: path, search, ask: asking.ask, charge }).finally(asking.end);
      const timer = setTimeout(late.resolve, longestMs, undefined);
      // One that is too late is kept for the next visitor.
      return Promise.race([made, late.promise]).finally(() => clearTimeout(timer));
    };
    app.get(path, async (request, reply) => {
      const empty = fileOf(`${name}.html`);
      const file = (await firstViewOf(request, reply)) ?? empty;
      return file.send(request, reply.headers(securityHeaders));
    });
  }
  app.get<{ Params: { "*": string } }>("/pages/*", (request, reply) =>
    fileOf(request.params["*"]).send(request, reply.headers(securityHeaders)),
  );
  const openingQueries = createServedFile(json, () => JSON.stringify(readOpeningQueries()));
  app.get("/pages/opening-queries.json", (request, reply) => openingQueries.send(request, reply));
  return async () => void (await Promise.all(threads.map((thread) => thread.close())));
}

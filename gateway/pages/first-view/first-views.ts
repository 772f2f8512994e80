import { createHash } from "node:crypto";
import { createWeightedCache } from "../../../shared/base/cache/weighted-cache";
import { GraphError } from "../../../shared/base/errors/graph-error";
import type { Logger } from "../../../shared/base/log/logger";
import { createServedFile, type ServedFile } from "../../http/served-file";
import type { AskedDocument, RenderedPage, RenderTask } from "./page-renderer";
import { putIntoPage } from "./put-into-page";
import type { RenderThread } from "./render-thread";

/** What a document was answered. */
export interface DocumentAnswer {
  /** Of its response, as for a request at /graphql. */
  body: string;
  /** Nothing was executed: the client has nothing left of its minute, or the document is not known. */
  isRefused: boolean;
}

/** Asks the graph for a document, as who has requested the page; undefined where no more time is left. */
export type AskDocument = (asked: AskedDocument) => Promise<DocumentAnswer | undefined>;

export interface FirstViewRequest {
  pathname: string;
  search: string;
  ask: AskDocument;
  /** Told before a page is rendered; throws where the client may not have another one. */
  charge(): Promise<void>;
}

/** A page with what it shows at first. */
export interface FirstViews {
  /** Undefined where it comes empty: nothing could be asked for, or nobody is there to render it. */
  get(request: FirstViewRequest): Promise<ServedFile | undefined>;
}

export interface FirstViewsOptions {
  /** Of the page without what it shows. */
  html: string;
  /** Texts of its style sheets. */
  styles: readonly string[];
  thread: Pick<RenderThread, "render">;
  log: Logger;
}

/** A page as it was, and of which answers. */
interface KeptPage {
  asked: readonly AskedDocument[];
  bodies: readonly (string | undefined)[];
  file: ServedFile;
}

/** Pages that are kept, with both of their compressed forms, in bytes. */
const keptBytes = 24 * 1024 * 1024;
/** What a page asks for may depend on an answer, as on which day it is. */
const mostRounds = 3;

/**
 * Pages with what they show at first, made of the answers to the documents that they ask for themselves. The documents are
 * asked for each time, so that whoever gets a page gets what the graph answers now, and is charged; the page is rendered
 * anew when one of the answers is another than before. Which documents these are is known from the time before, and from the
 * first rendering otherwise.
 */
export function createFirstViews({ html, styles, thread, log }: FirstViewsOptions): FirstViews {
  const kept = createWeightedCache<KeptPage>(keptBytes);

  const running = new Map<string, Promise<RenderedPage>>();

  /** Those who come while a page is rendered for somebody take the same. */
  const renderOnce = (task: RenderTask): Promise<RenderedPage> => {
    const key = createHash("sha256").update(JSON.stringify(task)).digest("base64url");
    const found = running.get(key);
    if (found) return found;
    const made = thread.render(task).finally(() => running.delete(key));
    running.set(key, made);
    return made;
  };
  const makeFile = (rendered: RenderedPage): { file: ServedFile; weight: number } => {
    const text = putIntoPage(html, styles, rendered);
    // Compressed it is a fifth, once by Brotli and once by gzip; JSON of the answers is kept beside.
    return { file: createServedFile("text/html; charset=utf-8", () => text), weight: text.length * 2 };
  };
  const make = async (request: FirstViewRequest, key: string): Promise<ServedFile | undefined> => {
    const { pathname, search, ask, charge } = request;
    const before = kept.get(key);
    let asked: readonly AskedDocument[] = before?.asked ?? [];
    const answers = new Map<string, DocumentAnswer | undefined>();
    let rendered: RenderedPage | undefined;
    for (let round = 0; round < mostRounds; round++) {
      const missing = asked.filter((each) => !answers.has(keyOf(each)));
      if (round > 0 && missing.length === 0) break;
      const found = await Promise.all(missing.map(ask));
      missing.forEach((each, index) => void answers.set(keyOf(each), found[index]));
      if (found.some((answer) => answer?.isRefused)) return undefined;
      const bodies = asked.map((each) => answers.get(keyOf(each))?.body);
      if (before && round === 0 && bodies.every((body, index) => body === before.bodies[index]))
        return before.file;
      await charge();
      const known = asked.flatMap((each, index) => {
        const body = bodies[index];
        return body === undefined ? [] : [{ ...each, body }];
      });
      rendered = await renderOnce({ pathname, search, answers: known });
      asked = rendered.asked;
    }
    if (!rendered || [...answers.values()].every((answer) => answer === undefined)) return undefined;
    const { file, weight } = makeFile(rendered);
    const bodies = asked.map((each) => answers.get(keyOf(each))?.body);
    kept.set(
      key,
      { asked, bodies, file },
      weight + bodies.reduce((sum, body) => sum + (body?.length ?? 0), 0),
    );
    return file;
  };
  return {
    get: (request) =>
      make(request, `${request.pathname}${request.search}`).catch((error: unknown) => {
        // The page fills itself where it comes empty.
        if (!(error instanceof GraphError)) log.warn({ err: error }, "a page comes without its first view");
        return undefined;
      }),
  };
}

function keyOf({ documentId, variables }: AskedDocument): string {
  return JSON.stringify([documentId, variables]);
}

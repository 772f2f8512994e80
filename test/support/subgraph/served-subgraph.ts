import { generateKeyPairSync } from "node:crypto";
import { fixedClock, systemClock } from "../../../shared/base/clock/clock";
import { createLogger } from "../../../shared/base/log/logger";
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  internalTokenHeader,
} from "../../../shared/http/identity/internal-token";
import type { Viewer } from "../../../shared/http/identity/viewer";
import type { Subgraph } from "../../../shared/kit/subgraph/define-subgraph";
import { type ServeOptions, serveSubgraph } from "../../../shared/kit/subgraph/serve";
import { admin, openTestSubgraph, type TestSubgraph, testNow } from "./subgraph-harness";

/** What a subgraph answered over HTTP. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

/** A subgraph that is queried over HTTP, as the gateway does it. */
export interface TestServed {
  subgraph: TestSubgraph;
  url: string;
  ask(query: string, asked?: HttpAsked): Promise<HttpAnswer>;
  /** Posts bytes to a path besides GraphQL; what it answers is JSON. */
  post(path: string, body: string | Uint8Array, asked?: Omit<HttpAsked, "variables">): Promise<PostAnswer>;
  /** Stops serving, and leaves the database. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** What a path besides GraphQL answered. */
export interface PostAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface HttpAsked {
  variables?: Record<string, unknown>;
  viewer?: Viewer;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Serves a subgraph on a database of its own. */
export async function serveTestSubgraph(
  subgraph: Subgraph,
  options: Partial<ServeOptions> = {},
): Promise<TestServed> {
  return serveOpened(subgraph, await openTestSubgraph(subgraph), options);
}

/** Serves a subgraph on a database that is open. */
export async function serveOpened(
  subgraph: Subgraph,
  opened: TestSubgraph,
  options: Partial<ServeOptions> = {},
): Promise<TestServed> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const signer = createInternalTokenSigner({ privateKey, clock: systemClock });
  const served = await serveSubgraph(subgraph, {
    dataSource: opened.dataSource,
    statistics: opened.statistics,
    audit: opened.audit,
    clock: fixedClock(testNow),
    log: createLogger("test", process.env.TEST_LOG_LEVEL ?? "silent"),
    statements: createInternalTokenVerifier({ publicKey, audience: subgraph.name, clock: systemClock }),
    ...{ host: "127.0.0.1", port: 0, publicUrl: "http://127.0.0.1:4000", maxObjects: 100_000 },
    ...options,
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= served.stop();
    return stopping;
  };
  return {
    ...{ subgraph: opened, url: served.url, stop },
    async ask(query, { variables = {}, viewer = admin, headers = {}, signal } = {}) {
      const statement = await signer.sign(viewer, subgraph.name);
      const answer = await fetch(served.url, {
        method: "POST",
        headers: { "content-type": "application/json", [internalTokenHeader]: statement, ...headers },
        body: JSON.stringify({ query, variables }),
        ...(signal && { signal }),
      });
      return { status: answer.status, headers: answer.headers, ...JSON.parse(await answer.text()) };
    },
    async post(path, body, { viewer = admin, headers = {}, signal } = {}) {
      const statement = await signer.sign(viewer, subgraph.name);
      const answer = await fetch(new URL(path, served.url), {
        method: "POST",
        headers: { [internalTokenHeader]: statement, ...headers },
        body: typeof body === "string" ? body : new Uint8Array(body),
        ...(signal && { signal }),
      });
      return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
    },
    async close() {
      await stop();
      await opened.close();
    },
  };
}

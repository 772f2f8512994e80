import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema, type GraphQLResolverMap } from "@apollo/subgraph";
import { execute, parse } from "graphql";
import { createStubFeed, type StubFeed } from "../live/stub-feed";

/** What a stub was asked, as it came over the socket. */
export interface StubRequest {
  headers: IncomingHttpHeaders;
  query: string;
  variables: unknown;
}

/** Answers a request in whatever way the test wants. */
export type Misbehaviour = (response: ServerResponse, request: IncomingMessage) => void;

/** A subgraph on a socket of its own that answers rightly until it is told to misbehave. */
export interface StubSubgraph {
  name: string;
  sdl: string;
  url: string;
  /** What it tells of changes. */
  feed: StubFeed;
  /** Requests for data, without the probes of readiness. */
  requests: StubRequest[];
  /** How data is answered from now on; undefined: rightly. Probes are answered rightly all the same. */
  misbehave(how: Misbehaviour | undefined): void;
  /** Answers nobody any more, probes included. */
  hang(): void;
  /** Hangs up on whoever asks, probes included, while `down`. */
  setDown(down: boolean): void;
  stop(): Promise<void>;
}

const federation =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

export async function startStub(
  name: string,
  typeDefs: string,
  resolvers: GraphQLResolverMap<unknown>,
): Promise<StubSubgraph> {
  const sdl = federation + typeDefs;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  const requests: StubRequest[] = [];
  const feed = createStubFeed();
  let misbehaviour: Misbehaviour | undefined;
  let isDown = false;
  let isHanging = false;
  const server = createServer(async (request, response) => {
    if (isDown) return void response.destroy();
    if (request.url?.startsWith("/changes")) return feed.answer(request, response);
    const { query, variables } = JSON.parse(await readAll(request));
    const probe = query === "{ __typename }";
    if (!probe) requests.push({ headers: request.headers, query, variables });
    if (isHanging) return;
    if (!probe && misbehaviour) return misbehaviour(response, request);
    sendJson(response, await execute({ schema, document: parse(query), variableValues: variables }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    name,
    sdl,
    url: `http://127.0.0.1:${port}/graphql`,
    ...{ feed, requests },
    misbehave: (how) => {
      misbehaviour = how;
    },
    hang: () => {
      isHanging = true;
    },
    setDown: (down) => {
      isDown = down;
      feed.setBroken(down);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema, type GraphQLResolverMap } from "@apollo/subgraph";
import { execute, parse } from "graphql";
import { stateHeader } from "../../../shared/base/changes/answer-state";
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
  /** Serves another version of itself at the same address from now on; gives its schema. */
  ship(typeDefs: string, resolvers: GraphQLResolverMap<unknown>): string;
  /** The states of its answers, by which they can be kept; it tells none until a test begins it. */
  states: StubStates;
  stop(): Promise<void>;
}

/** States of a stub that are numbered: each change begins another. */
export interface StubStates {
  /** Tells them from now on. */
  begin(): void;
  /** What was answered before is not the answer any more. */
  change(): void;
  /** Until when answers hold by the clock; null: for ever. */
  until: string | null;
  /** How often it was asked for its state. */
  asked: number;
  /** Answers that come out of the state: they do not say which they are of. */
  leave(does: boolean): void;
  /** Waited for between reading a state and telling it. */
  before: () => Promise<void> | void;
}

const federation =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

export async function startStub(
  name: string,
  typeDefs: string,
  resolvers: GraphQLResolverMap<unknown>,
): Promise<StubSubgraph> {
  const sdl = federation + typeDefs;
  let schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  const requests: StubRequest[] = [];
  const feed = createStubFeed();
  let misbehaviour: Misbehaviour | undefined;
  let isDown = false;
  let isHanging = false;
  let [state, isTold, isLeft] = [0, false, false];
  const states: StubStates = {
    begin: () => {
      isTold = true;
    },
    change: () => {
      state += 1;
    },
    until: null,
    asked: 0,
    leave: (does) => {
      isLeft = does;
    },
    before: () => undefined,
  };
  const tellState = async (since: string | null, response: ServerResponse) => {
    states.asked += 1;
    if (!isTold) return void response.writeHead(404).end();
    const isSame = since === `state ${state}`;
    const told = { state: `state ${state}`, isSame, ...(!isSame && { until: states.until }) };
    await states.before();
    sendJson(response, told);
  };
  const server = createServer(async (request, response) => {
    if (isDown) return void response.destroy();
    if (request.url?.startsWith("/changes")) return feed.answer(request, response);
    const { pathname, searchParams } = new URL(request.url ?? "", "http://stub");
    if (pathname === "/state") return tellState(searchParams.get("since"), response);
    const asked = request.headers[stateHeader];
    if (isTold && !isLeft && typeof asked === "string" && Number(asked.split(" ")[1]) <= state)
      response.setHeader(stateHeader, asked);
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
    ...{ feed, requests, states },
    ship(nextDefs, nextResolvers) {
      const next = federation + nextDefs;
      schema = buildSubgraphSchema([{ typeDefs: parse(next), resolvers: nextResolvers }]);
      return next;
    },
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

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ApolloClient, gql as apolloGql } from "@apollo/client";
import type { Client as EventsClient } from "graphql-sse";
import type { Client as SocketClient } from "graphql-ws";
import { gql as urqlGql } from "urql";
import { createApollo } from "../generated/apollo.ts";
import { createLiveApollo } from "../generated/live-apollo.ts";
import { createLiveEvents, createSharedLiveEvents } from "../generated/live-events.ts";
import { createLiveSocket } from "../generated/live-socket.ts";
import { createLiveUrql } from "../generated/live-urql.ts";
import { subscribeByRelay } from "../relay/subscribe-by-relay.ts";
import {
  type OperationName,
  plainAnswer,
  task,
  textOf,
  token,
  url,
  widgetNames,
  widgets,
  withoutTypenames,
} from "../support/graph.ts";

/* Each client shows five widgets live over the running graph, and a change that somebody else makes. */

type Answers = AsyncIterableIterator<unknown>;

interface LiveClient {
  /** Data of each answer, from now on. */
  subscribe(name: OperationName, variables: object): Answers;
  dispose(): void;
}

const socketUrl = url.replace(/^http/, "ws");

/** The query of a widget, as a live one. */
function liveTextOf(name: OperationName): string {
  return textOf(name)
    .replace(/^query (\w+)(\([^)]*\))? \{/, "subscription $1$2 { live {")
    .replace(/\}\s*$/, "} }");
}

const clients: Record<string, () => LiveClient> = {
  "graphql-ws": () => ofSocket(createLiveSocket(socketUrl, async () => token)),
  "graphql-sse": () => ofEvents(createLiveEvents(url, token)),
  "graphql-sse, one stream for all": () => ofEvents(createSharedLiveEvents(`${url}/stream`, token)),
  "Apollo Client by multipart": () => ofApollo(createApollo(url, token)),
  "Apollo Client over a socket": () => {
    const live = createLiveSocket(socketUrl, async () => token);
    return ofApollo(createLiveApollo(live, url, token), () => live.dispose());
  },
  "urql over graphql-sse": () => ofUrql(createSharedLiveEvents(`${url}/stream`, token)),
  "Relay over a socket": () => {
    const live = createLiveSocket(socketUrl, async () => token);
    return {
      subscribe: (name, variables) => iterate((sink) => subscribeByRelay(live, name, variables, sink)),
      dispose: () => void live.dispose(),
    };
  },
};

for (const [name, open] of Object.entries(clients)) {
  describe(name, () => {
    it("shows five widgets live", async () => {
      const client = open();
      const answers = widgetNames.map((widget) => client.subscribe(widget, widgets[widget]));
      for (const [at, widget] of widgetNames.entries()) {
        const { value } = (await answers[at]?.next()) ?? {};
        const { data } = await plainAnswer(widget, widgets[widget], { token });
        assert.deepEqual(withoutTypenames(value), { live: withoutTypenames(data) }, widget);
        await answers[at]?.return?.();
      }
      client.dispose();
    });

    it("shows what somebody else changes", async () => {
      const client = open();
      const answers = client.subscribe("task", { id: task });
      const versionOf = ({ value }: IteratorResult<unknown>) => (value as Live).live.node.version;
      const before = versionOf(await answers.next());
      await reportProgress(before);
      assert.equal(versionOf(await answers.next()), before + 1);
      await answers.return?.();
      client.dispose();
    });
  });
}

it("Apollo Client brings its queries up to date by a live one", async () => {
  const client = createApollo(url, token);
  const query = { query: apolloGql(textOf("task")), variables: { id: task } };
  await client.query(query);
  const live = ofApollo(client, undefined, "network-only").subscribe("task", { id: task });
  const { value } = await live.next();
  const { version } = (value as Live).live.node;
  await reportProgress(version);
  await live.next();
  const shown = client.readQuery<{ node: Live["live"]["node"] }>(query);
  assert.equal(shown?.node.version, version + 1);
  await live.return?.();
});

interface Live {
  live: { node: { version: number; progress: number } };
}

async function reportProgress(expectedVersion: number): Promise<void> {
  const progress = 0.2 + (expectedVersion % 50) / 100;
  const input = { task, progress, expectedVersion };
  const { data } = await plainAnswer("report-progress", { input }, { token });
  const { userErrors } = (data as { reportTaskProgress: { userErrors: unknown[] } }).reportTaskProgress;
  assert.deepEqual(userErrors, []);
}

function ofSocket(client: SocketClient): LiveClient {
  return {
    subscribe: (name, variables) =>
      iterate((sink) =>
        client.subscribe(
          { query: liveTextOf(name), variables: { ...variables } },
          { next: ({ data }) => sink.next(data), error: sink.error, complete: () => {} },
        ),
      ),
    dispose: () => void client.dispose(),
  };
}

function ofEvents(client: EventsClient<boolean>): LiveClient {
  return {
    subscribe: (name, variables) =>
      iterate((sink) =>
        client.subscribe(
          { query: liveTextOf(name), variables: { ...variables } },
          { next: ({ data }) => sink.next(data), error: sink.error, complete: () => {} },
        ),
      ),
    dispose: () => client.dispose(),
  };
}

function ofApollo(
  client: ApolloClient,
  dispose: () => void = () => {},
  fetchPolicy: "no-cache" | "network-only" = "no-cache",
): LiveClient {
  return {
    subscribe: (name, variables) =>
      iterate((sink) => {
        const subscription = client
          .subscribe({ query: apolloGql(liveTextOf(name)), variables: { ...variables }, fetchPolicy })
          .subscribe(({ data, error }) => (error ? sink.error(error) : sink.next(data)));
        return () => subscription.unsubscribe();
      }),
    dispose() {
      client.stop();
      dispose();
    },
  };
}

function ofUrql(events: EventsClient<boolean>): LiveClient {
  const client = createLiveUrql(events, url);
  return {
    subscribe: (name, variables) =>
      iterate((sink) => {
        const { unsubscribe } = client
          .subscription(urqlGql(liveTextOf(name)), variables)
          .subscribe(({ data, error }) => (error ? sink.error(error) : sink.next(data)));
        return unsubscribe;
      }),
    dispose: () => events.dispose(),
  };
}

interface Sink {
  next(data: unknown): void;
  error(error: unknown): void;
}

/** What a client calls back with, one after the other. */
function iterate(begin: (sink: Sink) => () => void): Answers {
  const answers: unknown[] = [];
  let failure: { error: unknown } | undefined;
  let wake = () => {};
  const stop = begin({
    next(data) {
      answers.push(data);
      wake();
    },
    error(error) {
      failure = { error };
      wake();
    },
  });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (answers.length === 0) {
        if (failure) throw failure.error;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return { done: false, value: answers.shift() };
    },
    async return() {
      stop();
      return { done: true, value: undefined };
    },
  };
}

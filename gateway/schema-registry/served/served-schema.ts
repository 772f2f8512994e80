import { GraphError } from "../../../shared/base/errors/graph-error";
import { type InternalTokenSigner, internalTokenHeader } from "../../../shared/http/identity/internal-token";
import { publicViewer } from "../../../shared/http/identity/viewer";
import { findChanges } from "../../schema-changes/find-changes";
import { checkAnswer } from "../../transport/check-answer";
import { createSubgraphClient, type SubgraphClient } from "../../transport/subgraph-client";
import type { SubgraphConnector } from "../../transport/subgraph-connector";
import { isJsonObject } from "../../values/json";
import type { RegistrySchema } from "../composing/composition";
import { keysOf, subgraphSchema } from "./subgraph-schema";

/** Asks each process of a subgraph for the schema that it serves. */
export interface ServedSchemas {
  /**
   * Throws ILLEGAL_CHANGE where a replica serves less than the schema, and SERVICE_UNAVAILABLE where one does not answer: what
   * is published is asked for, of whichever replica has the least to do.
   */
  require(schema: RegistrySchema): Promise<void>;
}

export interface ServedSchemasOptions {
  /** The replicas of a subgraph that the gateway has connections to already; undefined: none. */
  replicasOf: (name: string) => readonly { client: Pick<SubgraphClient, "post"> }[] | undefined;
  /** Where the replicas of one are that it has none to: the URL of a schema, or what a variable says instead. */
  urlsOf: (schema: RegistrySchema) => readonly string[];
  /** Where the gateway says now that a subgraph is; undefined: nowhere. */
  knownUrl: (name: string) => string | undefined;
  signer: InternalTokenSigner | undefined;
  /** How connections are opened; absent: those by TLS by what Node.js trusts. */
  connect?: SubgraphConnector | undefined;
  timeoutMs: number;
}

const question = JSON.stringify({ query: "{ _service { sdl } }" });
/** A schema of megabytes. */
const maxAnswerBytes = 16 * 1024 * 1024;
const mostTold = 5;

export function createServedSchemas(options: ServedSchemasOptions): ServedSchemas {
  const { replicasOf, urlsOf, knownUrl, signer, timeoutMs } = options;
  const ask = async (client: Pick<SubgraphClient, "post">, name: string): Promise<string> => {
    const headers = signer ? [internalTokenHeader, await signer.sign(publicViewer, name)] : [];
    const { data, errors } = checkAnswer(await client.post(question, headers));
    const service = isJsonObject(data) ? data._service : undefined;
    const sdl = isJsonObject(service) ? service.sdl : undefined;
    if (typeof sdl === "string") return sdl;
    throw new Error(`Expected _service { sdl }; got ${errors?.[0]?.message ?? "none"}`);
  };
  /** Replicas serve the same, and each process of a gateway asks them again for what was published a moment ago. */
  let last: { published: string; served: string; missing: readonly string[] } | undefined;
  const missing = (published: string, sdl: string) => {
    if (last?.published !== published || last.served !== sdl)
      last = { published, served: sdl, missing: missingOf(published, sdl) };
    return last.missing;
  };
  return {
    async require(schema) {
      const { name, url } = schema;
      const known = knownUrl(name) === url ? replicasOf(name) : undefined;
      const opened = known
        ? []
        : urlsOf(schema).map((each) =>
            createSubgraphClient({ url: each, connect: options.connect, timeoutMs, maxAnswerBytes }),
          );
      const clients = known?.map(({ client }) => client) ?? opened;
      try {
        await Promise.all(
          clients.map(async (client, at) => {
            const which = clients.length > 1 ? `replica ${at + 1} of ${name}` : name;
            const sdl = await ask(client, name).catch((cause: unknown) => {
              throw new GraphError(
                "SERVICE_UNAVAILABLE",
                `Expected ${which} to say which schema it serves; it does not answer. Start it, then publish again.`,
                { cause },
              );
            });
            refuseMissing(which, missing(schema.schema, sdl));
          }),
        );
      } finally {
        await Promise.all(opened.map((client) => client.close()));
      }
    },
  };
}

function refuseMissing(which: string, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const more = missing.length > mostTold ? ` And ${missing.length - mostTold} more.` : "";
  throw new GraphError(
    "ILLEGAL_CHANGE",
    `Expected ${which} to serve this schema already; it does not: ${missing.slice(0, mostTold).join(" ")}${more} Ship the subgraph first, all of its replicas, then publish.`,
  );
}

/** What a schema has that another, which is served, lacks or has otherwise: a sentence for each. */
export function missingOf(published: string, served: string): string[] {
  // As with most libraries: what is committed is what they print.
  if (published.trim() === served.trim()) return [];
  const changes = findChanges(subgraphSchema(published), subgraphSchema(served));
  const there = keysOf(served);
  return [
    ...changes.filter(({ severity }) => severity === "breaking").map(({ message }) => message),
    ...[...keysOf(published)].filter((key) => !there.has(key)).map((key) => `There is no key ${key}.`),
  ];
}

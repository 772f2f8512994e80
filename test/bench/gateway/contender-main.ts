import "../../../gateway/config/environment";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ApolloGateway,
  type GraphQLDataSourceProcessOptions,
  RemoteGraphQLDataSource,
} from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Pool } from "undici";

/** Answers its parent with the URL of one of the gateways that ours is compared with. */
async function main(name: string): Promise<void> {
  const { supergraphFile, urls } = JSON.parse(process.env.BENCH_GRAPH ?? "{}");
  const url =
    name === "floor"
      ? await serveFloor(urls)
      : await serveApolloExecutor(readFileSync(supergraphFile, "utf8"), name === "undici");
  process.send?.(url);
}

/** As its documentation starts it; with our own way to a subgraph when `undici`. */
async function serveApolloExecutor(supergraphSdl: string, undici: boolean): Promise<string> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    ...(undici && { buildService: ({ url = "" }) => new UndiciDataSource(url) }),
  });
  const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
    listen: { port: 0, host: "127.0.0.1" },
  });
  return url;
}

class UndiciDataSource extends RemoteGraphQLDataSource {
  readonly #post: (body: string) => Promise<Record<string, unknown>>;

  constructor(url: string) {
    super({ url });
    this.#post = poster(url);
  }

  override async process({ request }: GraphQLDataSourceProcessOptions) {
    return this.#post(JSON.stringify({ query: request.query, variables: request.variables }));
  }
}

function poster(url: string): (body: string) => Promise<Record<string, unknown>> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 64 });
  return async (body) => {
    const headers = { "content-type": "application/json" };
    const answer = await pool.request({ method: "POST", path: pathname, headers, body });
    return JSON.parse(await answer.body.text());
  };
}

interface Fetched extends Record<string, unknown> {
  data: Record<string, Entity[] & Entity>;
}
type Entity = Record<string, unknown>;

/** The same fetches and the same answers, written out by hand for the two queries of the bench. */
async function serveFloor(urls: Record<string, string>): Promise<string> {
  const posts = new Map(Object.entries(urls).map(([name, url]) => [name, poster(url)]));
  const ask = async (name: string, query: string, representations?: unknown[]): Promise<Fetched> =>
    (await posts.get(name)?.(JSON.stringify({ query, variables: { representations } }))) as Fetched;
  const entities = (selection: string) =>
    `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Unit { ${selection} } } }`;
  const extend = async (list: Entity[], selections: Record<string, string>) => {
    const representations = list.map(({ code }) => ({ __typename: "Unit", code }));
    const found = await Promise.all(
      Object.entries(selections).map(([name, selection]) => ask(name, entities(selection), representations)),
    );
    for (const { data } of found) {
      for (const [index, entity] of (data._entities ?? []).entries())
        Object.assign(list[index] ?? {}, entity);
    }
  };
  const board = async () => {
    const { data } = await ask("units", "{ units { code name kind population } }");
    await extend(data.units ?? [], {
      tasks: "taskStats { assigned overdue due }",
      procedures: "dossierStats { received digitised rate }",
      infrastructure: "coverage { share stations kind } readiness { meets missing }",
    });
    return { data };
  };
  const small = async () => {
    const { data } = await ask("units", '{ unit(code: "00004") { code name } }');
    const unit: Entity = data.unit ?? {};
    await extend([unit], { tasks: "taskStats { overdue }", procedures: "dossierStats { received }" });
    const { code: _, ...rest } = unit;
    return { data: { unit: rest } };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const { query } = JSON.parse(Buffer.concat(chunks).toString());
      const answer = JSON.stringify(await (query.startsWith("query Board") ? board() : small()));
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

// The bench has ended, or was killed.
process.once("disconnect", () => process.exit());
void main(process.argv[2] ?? "");

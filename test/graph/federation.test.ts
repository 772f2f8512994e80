import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { buildClientSchema, buildSchema, getIntrospectionQuery, type IntrospectionQuery } from "graphql";
import { gql } from "graphql-request";
import { declarationsFile, supergraphFile } from "../../gateway/compose";
import { copyFact } from "../../gateway/freshness/copy-fact";
import type { ExecuteOperation } from "../../gateway/freshness/execute-as";
import { subgraphsOfRootField } from "../../gateway/schema/resolving-subgraphs";
import { readDeclarations } from "../../shared/base/project/gateway-declarations";
import { fromRoot } from "../../shared/base/project/project-root";
import { portOwner } from "../../shared/runner/supervisor/port-owner";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { until } from "../support/processes/supervisor-run";
import { readmeCases } from "../support/schema/readme-cases";
import { testNow } from "../support/subgraph/subgraph-harness";
import { federationCases } from "./federation.cases";

/*
 * The whole graph as its users meet it: every process started by the supervisor, asked over HTTP through the
 * gateway.
 */

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 120_000);
afterAll(() => graph?.cleanUp());

describe("the graph", () => {
  it.each([...federationCases, ...readmeCases()])("$name", async ({ query, expected }) => {
    // Figures of a ward's dossiers are exact for analysts alone.
    const authorization = `Bearer ${await tokenFor(graph, { role: "analyst" })}`;
    expect(await graph.client.rawRequest(query, {}, { authorization })).toMatchObject({
      status: 200,
      data: expected,
      errors: undefined,
    });
  });

  it("answers the board of all 126 units, each with what every sector knows of it", async () => {
    const { administrativeUnits } = await graph.client.request<{
      administrativeUnits: { nodes: BoardUnit[] };
    }>(
      gql`{
      administrativeUnits(first: 126) { nodes {
        code name kind population readiness { meets } coverage5G { populationShare { value } }
        taskStats(asOf: "2025-11-14") { overdue } dossierStats { received onTimeRate { value } } } } }`,
      {},
      { authorization: `Bearer ${await tokenFor(graph, { role: "analyst" })}` },
    );
    const { nodes } = administrativeUnits;
    expect(nodes).toHaveLength(126);
    expect(nodes.filter((unit) => unit.coverage5G === null || unit.dossierStats.received === 0)).toEqual([]);
  });

  it("has every figure of the claims file, with its source, in one query", async () => {
    const claims: Claim[] = parse(
      readFileSync(fromRoot("subgraphs/innovation/seed/data/published-claims.csv")),
      {
        columns: true,
        bom: true,
      },
    );
    const { indicators } = await graph.client.request<{ indicators: { nodes: PublishedIndicator[] } }>(
      gql`{
      indicators(first: 200) { nodes { code
        observations(first: 200) { nodes { value qualifier source { code title } } }
        targets { nodes { value qualifier source { code title } } } } } }`,
      {},
      { authorization: `Bearer ${await tokenFor(graph, { role: "analyst" })}` },
    );
    const answered = indicators.nodes.flatMap(({ code, observations, targets }) => [
      ...observations.nodes.map((figure) => row("REPORTED", code, figure)),
      ...targets.nodes.map((figure) => row("TARGET", code, figure)),
    ]);
    const published = claims.map((claim) =>
      [claim.basis, claim.indicator_code, claim.value, claim.qualifier, claim.source_id].join(" "),
    );
    expect(claims).toHaveLength(91);
    expect(answered.toSorted()).toEqual(published.toSorted());
    const titles = indicators.nodes.flatMap(({ observations, targets }) => [
      ...observations.nodes,
      ...targets.nodes,
    ]);
    expect(titles.filter(({ source }) => source.title === "")).toEqual([]);
  });
});

it("names no other server than itself in the shared data catalogue, whatever its port", async () => {
  const document = await (await fetch(`${graph.origin}/catalogue.jsonld`)).text();
  const servers = document.match(/https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?/g) ?? [];
  expect(servers.length).toBeGreaterThan(100);
  expect([...new Set(servers)]).toEqual([graph.origin]);
});

describe("the catalogue's entries for the graph's own data", () => {
  it("are as fresh as every sector says once the graph is ready, and follow a change at the next round", async () => {
    const told = await toldByAll();
    expect([...told.keys()].filter((source) => told.get(source) === null)).toEqual([]);
    // What the freshness job of the running gateway has recorded by itself.
    await until(
      async () => {
        const entries = await datedEntries();
        return [...told].every(([name, at]) => entries.get(name) === at) || undefined;
      },
      () => `the catalogue to say ${JSON.stringify([...told])}`,
    );

    const authorization = `Bearer ${await tokenFor(graph, { role: "admin" })}`;
    const asAdmin: ExecuteOperation = (query, variables) =>
      graph.client.rawRequest<Record<string, unknown>>(query, variables, { authorization });
    const { data } = await asAdmin(
      "{ dossiers(first: 1, filter: { status: { eq: PROCESSING } }) { nodes { id } } }",
    );
    const [{ id }] = (data as { dossiers: { nodes: [{ id: string }] } }).dossiers.nodes;
    const input = { dossier: id, status: "RESOLVED", at: testNow };
    expect(
      await asAdmin(
        "mutation ($input: RecordDossierEventInput!) { recordDossierEvent(input: $input) { userErrors { message } } }",
        { input },
      ),
    ).toMatchObject({ data: { recordDossierEvent: { userErrors: [] } } });
    const schema = buildClientSchema(await graph.client.request<IntrospectionQuery>(getIntrospectionQuery()));
    const { copiedFacts } = readDeclarations(readFileSync(declarationsFile, "utf8"));
    const dates = copiedFacts.filter(({ to }) => to.mutation === "recordGraphData");
    const supergraph = buildSchema(readFileSync(supergraphFile, "utf8"), { assumeValid: true });
    const subgraphsOf = (field: string) => subgraphsOfRootField(supergraph, field);
    const access = { schema, subgraphsOf, read: asAdmin, write: asAdmin };
    const round = (await Promise.all(dates.map((fact) => copyFact(access, fact)))).flat();
    expect(round.map(({ field, problem }) => [field, problem])).toEqual([
      ["infrastructureDataSources", null],
      ["innovationDataSources", null],
      ["proceduresDataSources", null],
      ["tasksDataSources", null],
    ]);
    const noon = new Date(testNow).toISOString();
    expect(told.get("procedures.Dossier")).not.toBe(noon);
    expect((await datedEntries()).get("procedures.Dossier")).toBe(noon);
  });

  /** What the sectors say themselves, by source. */
  async function toldByAll(): Promise<Map<string, string | null>> {
    const told = await graph.client.request<
      Record<string, { name: string; changedAt: string | null }[]>
    >(gql`{
      infrastructureDataSources { name changedAt } innovationDataSources { name changedAt }
      proceduresDataSources { name changedAt } tasksDataSources { name changedAt } }`);
    return new Map(Object.values(told).flatMap((sources) => sources.map((one) => [one.name, one.changedAt])));
  }

  /** When the catalogue's entries say that their data was changed, by source. */
  async function datedEntries(): Promise<Map<string, string>> {
    const { datasets } = await graph.client.request<{
      datasets: { nodes: { graphSource: string | null; modifiedAt: string }[] };
    }>(gql`{ datasets(first: 200) { nodes { graphSource modifiedAt } } }`);
    return new Map(
      datasets.nodes.flatMap(({ graphSource, modifiedAt }) =>
        graphSource === null ? [] : [[graphSource, modifiedAt] as const],
      ),
    );
  }
});

describe("identity, from the client's token to each subgraph", () => {
  const dossiers = gql`{ dossiers(first: 1) { totalCount } }`;

  it("shows single dossiers to an analyst, and to nobody without a token", async () => {
    const analyst = { authorization: `Bearer ${await tokenFor(graph, { role: "analyst" })}` };
    expect(await graph.client.rawRequest(dossiers, {}, analyst)).toMatchObject({
      data: { dossiers: { totalCount: 12433 } },
    });
    const { data, errors } = await graph.client.rawRequest(dossiers);
    expect([data, errors?.map((error) => error.extensions)]).toEqual([
      { dossiers: null },
      [{ code: "UNAUTHENTICATED" }],
    ]);
  });

  it("lets an editor change the tasks of its own organization, through the gateway", async () => {
    const mutation = gql`mutation ($input: AssignTaskInput!) {
      assignTask(input: $input) { userErrors { code } task { code leadOrganization { name } status } } }`;
    const input = {
      code: "SK-2025-900",
      title: "Thử nghiệm",
      assignedBy: "CITY",
      leadOrganization: "SKHCN",
      assignedOn: "2025-11-14",
      dueOn: "2025-11-30",
    };
    const as = async (org: string) => ({
      authorization: `Bearer ${await tokenFor(graph, { role: "editor", org })}`,
    });
    const refused = await graph.client.rawRequest(mutation, { input }, await as("STP"));
    expect([refused.data, refused.errors?.map((error) => error.extensions.code)]).toEqual([
      { assignTask: null },
      ["FORBIDDEN"],
    ]);
    expect(await graph.client.request(mutation, { input }, await as("SKHCN"))).toEqual({
      assignTask: {
        userErrors: [],
        task: {
          code: "SK-2025-900",
          leadOrganization: { name: "Sở Khoa học và Công nghệ thành phố Hà Nội" },
          status: "IN_PROGRESS",
        },
      },
    });
  });

  it("is asked for by every subgraph: none answers anybody but the gateway", async () => {
    const queries = [
      "{ _service { sdl } }",
      "{ __typename }",
      "{ _entities(representations: []) { __typename } }",
    ];
    for (const url of Object.values(graph.subgraphs)) {
      for (const query of queries) {
        const body = JSON.stringify({ query });
        const response = await fetch(url, {
          method: "POST",
          body,
          headers: { "content-type": "application/json" },
        });
        expect([response.status, await response.json()]).toMatchObject([
          401,
          { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
        ]);
      }
    }
  });
});

describe("a subgraph that dies", () => {
  const query = gql`{ taskStats(asOf: "2025-11-14") { totals { overdue } } }`;

  it("is an error with a stable code meanwhile, and comes back by itself", async () => {
    const before = await graph.client.rawRequest(query);
    const [, pid] =
      /pid (\d+)/.exec(portOwner(Number(new URL(graph.subgraphs.tasks ?? "").port)) ?? "") ?? [];
    process.kill(Number(pid), "SIGKILL");
    const codes = new Set<unknown>();
    const after = await until(
      async () => {
        const answer = await graph.client.rawRequest(query);
        codes.add(answer.errors?.[0]?.extensions.code);
        return answer.errors ? undefined : answer.data;
      },
      () => "the tasks subgraph to come back",
    );
    expect(after).toEqual(before.data);
    expect([...codes].filter((code) => code !== undefined && code !== "SERVICE_UNAVAILABLE")).toEqual([]);
  });
});

it("ends with Ctrl-C, leaving no process and a database that starts again", async () => {
  expect(await graph.interrupt()).toBe(0);
  const answers = await Promise.allSettled(
    [graph.origin, ...Object.values(graph.subgraphs)].map((url) => fetch(url)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill("rejected"));
});

interface BoardUnit {
  coverage5G: object | null;
  dossierStats: { received: number };
}
interface Claim {
  basis: string;
  indicator_code: string;
  value: string;
  qualifier: string;
  source_id: string;
}
interface Figure {
  value: string;
  qualifier: string;
  source: { code: string; title: string };
}
interface PublishedIndicator {
  code: string;
  observations: { nodes: Figure[] };
  targets: { nodes: Figure[] };
}

function row(basis: string, code: string, { value, qualifier, source }: Figure): string {
  return [basis, code, value, qualifier, source.code].join(" ");
}

import "../../gateway/config/environment";
import type { Client } from "@modelcontextprotocol/client";
import type { RunningGateway } from "../../gateway/gateway-options";
import { readOperationFiles } from "../../gateway/mcp/tools/operation-files";
import { callTool, connectAssistant, type Revision } from "../support/gateway/assistant-client";
import { token } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";
import { askWhoIsOverdue, day, overdueByUnit } from "./session/ask-who-is-overdue";

/* Assistants before all four sectors, by the SDK's own client. */

let sectors: RunningSectors;
let gateway: RunningGateway;
let analyst: string;
const clients: Client[] = [];
beforeAll(async () => {
  sectors = await startSectors();
  gateway = await sectors.gatewayWithout();
  await gateway.ready;
  analyst = await token({ role: "analyst", sub: "an" });
}, 180_000);
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await sectors.close();
});

const connect = async (options: Parameters<typeof connectAssistant>[1] = {}) => {
  const client = await connectAssistant(gateway.url, options);
  clients.push(client);
  // The client holds answers to the schemas that it was told.
  await client.listTools();
  return client;
};
const asked = async (query: string, variables = {}) => {
  const headers = { authorization: `Bearer ${analyst}` };
  return (await postQuery(gateway.url, query, { variables, headers })).body;
};

describe.each<Revision>(["2026-07-28", "2025"])("a client of %s", (revision) => {
  it("finds out step by step which wards are overdue most", async () => {
    const client = await connect({ revision, token: analyst });
    const [found, dimensions, wrong, checked, answered, indicators, together] = await askWhoIsOverdue(client);
    expect(found?.answer).toMatchObject({
      matches: expect.arrayContaining([
        expect.objectContaining({
          coordinate: "TaskMeasures.overdue",
          sdl: "type TaskMeasures { overdue: Int! }",
          vi: "Quá hạn",
          way: "administrativeUnits { nodes { taskStats { overdue } } }",
        }),
      ]),
    });
    expect(dimensions?.answer).toMatchObject({
      sdl: expect.stringMatching(/^enum TaskDimension \{\n(.*\n)* {2}UNIT {2}# The ward/),
    });
    expect(wrong?.answer).toMatchObject({
      valid: false,
      errors: [{ code: "GRAPHQL_VALIDATION_FAILED", locations: [{ line: 6, column: 42 }] }],
    });
    expect(checked?.answer).toMatchObject({ valid: true, errors: [] });
    // What the graph says to others, and nothing that was added.
    const body = await asked(overdueByUnit, { day });
    expect(body).toMatchObject({
      data: { taskStats: { rows: expect.arrayContaining([expect.anything()]) } },
    });
    expect(answered?.answer).toMatchObject({
      ...(body as object),
      errors: [],
      notes: {
        role: "analyst",
        remarks: expect.arrayContaining([
          expect.stringMatching(/are SYNTHETIC .* never quote their figures as published/),
        ]),
        origins: [{ path: "taskStats.rows.measures", field: "origin", origin: "SYNTHETIC" }],
        days: expect.arrayContaining([expect.objectContaining({ path: "taskStats", field: "dataAsOf" })]),
        figures: [
          {
            path: "taskStats.rows.measures.overdue",
            meaning: "Under way and past the deadline.",
            vi: "Quá hạn",
          },
          { path: "taskStats.rows.measures.underway", coordinate: "TaskMeasures.underway" },
        ],
        originNotTold: [],
      },
    });
    expect(indicators?.answer).toMatchObject({
      notes: {
        sources: expect.arrayContaining([expect.objectContaining({ publisher: expect.any(String) })]),
      },
      data: {
        indicators: { nodes: expect.arrayContaining([expect.objectContaining({ measurementUnit: "task" })]) },
      },
    });
    expect(together?.answer).toMatchObject({
      tables: [
        {
          columns: [{ key: "name" }, { key: "tasks" }, { key: "dossiers" }, { key: "per_10000" }],
          rows: { length: 5 },
        },
      ],
      notes: {
        remarks: expect.arrayContaining([
          expect.stringMatching(/^tasks: all \d+ rows are synthetic/),
          "units: the graph does not say where administrativeUnits.nodes.population come from; do not quote them as published.",
        ]),
        figures: expect.arrayContaining([
          {
            table: "tasks",
            path: "taskStats.rows.measures.overdue",
            coordinate: "TaskMeasures.overdue",
            meaning: "Under way and past the deadline.",
            vi: "Quá hạn",
          },
        ]),
      },
    });
  });
});

it("the public gets protected numbers, and no SQL", async () => {
  const client = await connect();
  const { answer } = await callTool(client, "run_query", {
    query:
      "{ dossierStats(groupBy: [UNIT], orderBy: [{ field: RECEIVED }], first: 2) { rows { unit { code } measures { received } } } }",
  });
  expect(answer).toMatchObject({
    notes: {
      role: "public",
      remarks: expect.arrayContaining([
        expect.stringMatching(/^Numbers at dossierStats\.rows\.measures.* are protected/),
        expect.stringMatching(/^There are more rows than these at dossierStats:/),
      ]),
    },
  });
  const { error } = await callTool(client, "run_sql", {
    tables: { units: { query: "{ administrativeUnits(first: 1) { nodes { code } } }" } },
    sql: "SELECT * FROM units",
  });
  expect(error).toMatch(/^UNAUTHENTICATED: Expected a token/);
});

it("published figures come with their sources and kinds", async () => {
  const client = await connect();
  const { answer } = await callTool(client, "list_indicators", { search: "dossiers.digitisation-rate" });
  expect(answer).toMatchObject({
    data: {
      indicators: {
        nodes: [{ latest: { value: "0.8589", qualifier: "EXACT", computed: { value: "0.8589" } } }],
      },
    },
    notes: {
      origins: [
        { path: "indicators.nodes.latest", origin: "PUBLISHED", objects: 1 },
        { path: "indicators.nodes.latest.computed", origin: "SYNTHETIC", objects: 1 },
      ],
      sources: [{ publisher: "VietnamPlus", publishedOn: "2025-11-14" }],
    },
  });
});

it("SQL that takes more than an assistant can is refused, and nothing of it goes on", async () => {
  const client = await connect({ token: analyst });
  const units = { query: "{ administrativeUnits(first: 126) { nodes { code name } } }" };
  const call = (sql: string) => callTool(client, "run_sql", { tables: { units }, sql });
  // As many as may run at once, and one more: each frees its turn.
  for (let at = 0; at < 3; at++) {
    expect((await call("SELECT * FROM units a, units b")).error).toMatch(
      /^QUERY_TOO_COMPLEX: .* Narrow it: aggregate, select fewer columns, or add LIMIT \d+\.$/,
    );
  }
  expect([
    (await call("SELECT nothing FROM units")).error,
    (await call("DELETE FROM units")).error,
    (await call("SELECT * FROM read_csv('/etc/passwd')")).error,
    (await callTool(client, "run_sql", { tables: { units: { query: "mutation { x }" } }, sql: "SELECT 1" }))
      .error,
  ]).toEqual([
    expect.stringMatching(/^BAD_USER_INPUT: /),
    expect.stringMatching(/^BAD_USER_INPUT: /),
    expect.stringMatching(/^BAD_USER_INPUT: /),
    expect.stringMatching(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED|METHOD_NOT_ALLOWED)/),
  ]);
  expect((await call("SELECT count(*) AS n FROM units")).answer).toMatchObject({
    tables: [{ rows: [[126]] }],
  });
});

it("has resources and a prompt to begin with, each of which does what it says", async () => {
  const client = await connect({ token: analyst });
  const { resources } = await client.listResources();
  const text = async (uri: string) => {
    const [content] = (await client.readResource({ uri })).contents;
    return content && "text" in content ? content.text : "";
  };
  expect(await text("graph://rules-of-the-numbers")).toContain("## Origin of data");
  const query = resources.find(({ mimeType }) => mimeType === "application/graphql");
  const sql = resources.find(({ mimeType }) => mimeType === "application/json");
  const answers = [
    await callTool(client, "run_query", { query: await text(query?.uri ?? "") }),
    await callTool(client, "run_sql", JSON.parse(await text(sql?.uri ?? ""))),
  ];
  expect(answers).toMatchObject([{ answer: { errors: [] } }, { answer: { tables: [{ name: "answer" }] } }]);
  const { messages } = await client.getPrompt({
    name: "ask_the_graph",
    arguments: { question: "Phường nào quá hạn?" },
  });
  expect(messages).toMatchObject([
    { role: "user", content: { text: expect.stringContaining("Phường nào quá hạn?") } },
  ]);
});

it("every query that stands ready for assistants is a tool", async () => {
  const client = await connect();
  const { tools } = await client.listTools();
  const names = tools.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(readOperationFiles().map(({ name }) => name)));
});

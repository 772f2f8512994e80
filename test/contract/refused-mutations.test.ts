import { getNamedType } from "graphql";
import { globalId } from "../../shared/base/text/global-id";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import { buildFederatedSchema } from "../../shared/kit/subgraph/build-schema";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * Every mutation of every sector, asked for by an editor of an organization that nothing belongs to: whether a row is
 * there cannot be told from the refusal, and each refusal is in the sector's audit.
 */

interface Case {
  /** The key of a row that there is, by a SELECT of `key`. */
  there: string;
  /** One of the same form that there is not. */
  absent: string;
  input: (key: string) => Record<string, unknown>;
  code: "FORBIDDEN" | "NOT_FOUND";
}

const absentId = "99999999999";
const day = "2025-11-14";
const task = {
  there: "SELECT min(id)::text AS key FROM task WHERE completed_on IS NULL",
  ...{ absent: absentId, code: "NOT_FOUND" as const },
};
const ofTask = (key: string) => ({ task: globalId("Task", key), expectedVersion: 1 });
const codeOf = (table: string) => ({ there: `SELECT min(code) AS key FROM ${table}`, absent: "KHONG-1" });

const cases: Record<string, Record<string, Case>> = {
  tasks: {
    assignTask: {
      ...{ ...codeOf("task"), code: "FORBIDDEN" },
      input: (code) => ({
        ...{ code, title: "T", assignedBy: "CITY", leadOrganization: "SNV", assignedOn: day, dueOn: day },
      }),
    },
    completeTask: { ...task, input: (key) => ({ ...ofTask(key), completedOn: day }) },
    extendTaskDeadline: {
      ...task,
      input: (key) => ({ ...ofTask(key), dueOn: "2026-01-01", reason: "R" }),
    },
    handOverTask: {
      ...{ ...task, code: "FORBIDDEN" },
      input: (key) => ({ ...ofTask(key), to: "U00097", reason: "R" }),
    },
    reportTaskProgress: { ...task, input: (key) => ({ ...ofTask(key), progress: 0.5 }) },
    reachMilestone: {
      ...{ ...codeOf("milestone"), code: "NOT_FOUND" },
      input: (milestone) => ({ milestone, reachedOn: day }),
    },
    recordBottleneck: {
      ...{ ...codeOf("bottleneck"), code: "FORBIDDEN" },
      input: (code) => ({ code, titleVi: "T", titleEn: "T", openedOn: day, organizations: ["SNV"] }),
    },
    resolveBottleneck: {
      ...{ ...codeOf("bottleneck"), code: "NOT_FOUND" },
      input: (bottleneck) => ({ bottleneck, resolvedOn: day }),
    },
    recordIndicators: {
      ...{ ...codeOf("indicator"), absent: "khong-co", code: "FORBIDDEN" },
      input: (code) => ({ indicators: [{ code, decimals: 0 }] }),
    },
    recordKeyResult: {
      ...{ ...codeOf("objective"), code: "NOT_FOUND" },
      input: (objective) => ({ objective, code: "KR-1", title: "T", target: "1" }),
    },
    recordOrganizationIdentifier: {
      ...{ ...codeOf("organization"), code: "FORBIDDEN" },
      input: (organization) => ({ organization, electronicIdentifier: "H26.15" }),
    },
  },
  procedures: {
    recordDossierEvent: {
      ...{ there: "SELECT min(id)::text AS key FROM dossier", absent: "999999999999999", code: "NOT_FOUND" },
      input: (key) => ({ dossier: globalId("Dossier", key), status: "PROCESSING", at: `${day}T00:00:00Z` }),
    },
    addProcedure: {
      ...{ ...codeOf("procedure"), code: "FORBIDDEN" },
      input: (code) => ({
        ...{ code, name: "N", field: "F", level: "CITY", onlineLevel: "FULLY_ONLINE" },
        ...{ competentOrganization: "STP", statutoryDays: 3 },
      }),
    },
    correctDossier: {
      ...{ there: "SELECT min(id)::text AS key FROM dossier", absent: "999999999999999", code: "NOT_FOUND" },
      input: (key) => ({ dossier: globalId("Dossier", key), expectedVersion: 1, satisfaction: 3 }),
    },
    registerDossier: {
      ...{ ...codeOf("procedure"), code: "FORBIDDEN" },
      input: (procedure) => ({
        ...{ procedure, code: "D-1", organization: "STP", channel: "ONLINE", applicant: "CITIZEN" },
        ...{ receivedAt: `${day}T00:00:00Z`, dueAt: `${day}T09:00:00Z` },
      }),
    },
    withdrawProcedure: {
      ...{ ...codeOf("procedure"), code: "NOT_FOUND" },
      input: (code) => ({ code, reason: "R", expectedVersion: 1 }),
    },
    recordServicePoint: {
      ...{ ...codeOf("service_point"), code: "FORBIDDEN" },
      input: (code) => ({ code, name: "N", connected: true }),
    },
    updateProcedure: {
      ...codeOf("procedure"),
      code: "NOT_FOUND",
      input: (code) => ({ code, statutoryDays: 3 }),
    },
  },
  innovation: {
    recordObservation: {
      ...{ ...codeOf("indicator"), code: "NOT_FOUND" },
      input: (indicator) => ({ indicator, period: "2025-11", value: "1" }),
    },
    recordIndicator: {
      ...{ ...codeOf("indicator"), absent: "khong-co", code: "FORBIDDEN" },
      input: (code) => ({
        ...{ code, sector: "tasks", responsibleOrganization: "SNV", name: "N", nameEn: "N" },
        ...{ measurementUnit: "task", decimals: 0 },
      }),
    },
    recordSector: {
      ...{ ...codeOf("sector"), absent: "khong-co", code: "FORBIDDEN" },
      input: (code) => ({ code, name: "N", nameEn: "N" }),
    },
    recordStrategicProduct: {
      ...{ ...codeOf("strategic_product"), code: "FORBIDDEN" },
      input: (code) => ({ code, name: "N", stage: "PILOT" }),
    },
    recordCompositeIndex: {
      ...{ ...codeOf("composite_index"), code: "FORBIDDEN" },
      input: (code) => ({ code, name: "N", nameEn: "N" }),
    },
    recordIndexPillar: {
      ...{ ...codeOf("index_pillar"), code: "FORBIDDEN" },
      input: (code) => ({ code, index: "PII", name: "N", nameEn: "N" }),
    },
    recordIndexComponent: {
      ...{ ...codeOf("index_component"), code: "FORBIDDEN" },
      input: (code) => ({ code, pillar: "PII-1" }),
    },
    recordIndexEdition: {
      ...{ ...codeOf("composite_index"), code: "FORBIDDEN" },
      input: (index) => ({ index, year: 2025, fieldSize: 34 }),
    },
    registerEnterprise: {
      ...{ there: "SELECT min(name) AS key FROM enterprise", absent: "Không Có", code: "FORBIDDEN" },
      input: (name) => ({ name, kinds: ["SCIENCE_TECHNOLOGY"] }),
    },
  },
  infrastructure: {
    assessDatasetQuality: {
      ...{ there: "SELECT min(id)::text AS key FROM dataset", absent: absentId, code: "NOT_FOUND" },
      input: (key) => ({ dataset: globalId("Dataset", key), criterion: "ACCURATE", holds: true }),
    },
    assessUnitReadiness: {
      ...{ there: "SELECT '00004' AS key", absent: "99999", code: "FORBIDDEN" },
      input: (unit) => ({ unit, criterion: "COMPUTERS", meets: true, assessedOn: day }),
    },
    publishDataset: {
      ...{ ...codeOf("organization"), code: "FORBIDDEN" },
      input: (publisher) => ({
        ...{ publisher, title: "T", theme: "ECON", frequency: "DAILY", accessLevel: "OPEN" },
      }),
    },
    recordApplication: {
      ...{ ...codeOf("application"), code: "FORBIDDEN" },
      input: (code) => ({ code, name: "N", owner: "SNV" }),
    },
    recordSystem: {
      ...{ ...codeOf("it_system"), code: "FORBIDDEN" },
      input: (code) => ({
        ...{ code, name: "N", owner: "STP", commissionedOn: day, hosting: "ON_PREMISES" },
        ...{ migration: "PLANNED", dataSharing: "CLOSED" },
      }),
    },
    withdrawSystem: {
      ...{ ...codeOf("it_system"), code: "NOT_FOUND" },
      input: (code) => ({ code, reason: "R", expectedVersion: 1 }),
    },
    recordUnitApplication: {
      ...{ there: "SELECT '00004' AS key", absent: "99999", code: "FORBIDDEN" },
      input: (unit) => ({ unit, application: "UD-01", inUse: true }),
    },
    recordDataCentre: {
      ...{ ...codeOf("data_centre"), code: "FORBIDDEN" },
      input: (code) => ({ code, name: "N", cpuCores: 1, memoryTiB: 1, storageTiB: 1 }),
    },
    recordGraphData: {
      ...{ there: "SELECT 'tasks' AS key", absent: "khong", code: "FORBIDDEN" },
      input: (name) => ({ sources: [{ name, changedAt: `${day}T00:00:00Z` }] }),
    },
    recordPlatform: {
      ...{ ...codeOf("platform"), code: "FORBIDDEN" },
      input: (code) => ({ code, name: "N", owner: "SNV" }),
    },
    recordServiceConnections: {
      ...{ there: "SELECT '00004' AS key", absent: "99999", code: "FORBIDDEN" },
      input: (unit) => ({ connections: [{ unit, connected: true, origin: "REPORTED" }] }),
    },
    setDatasetSource: {
      ...{ there: "SELECT min(id)::text AS key FROM dataset", absent: absentId, code: "NOT_FOUND" },
      input: (key) => ({ dataset: globalId("Dataset", key), graphSource: "tasks.Event" }),
    },
    recordSystemMigration: {
      ...{ ...codeOf("it_system"), code: "NOT_FOUND" },
      input: (code) => ({ code, migration: "IN_PROGRESS" }),
    },
  },
};

/** Every editor may: a source is nobody's. */
const ofAllEditors = ["recordSourceDocument"];
const stranger: Viewer = { subject: "stranger", role: "editor", organization: "KHONGCO" };

const opened = new Map<string, TestSubgraph>();
beforeAll(async () => {
  for (const name of Object.keys(cases)) opened.set(name, await openTestSubgraph(loadSubgraph(name)));
});
afterAll(async () => {
  for (const subgraph of opened.values()) await subgraph.close();
});

function openedOf(name: string): TestSubgraph {
  const subgraph = opened.get(name);
  if (!subgraph) throw new Error(`Expected ${name} to be open.`);
  return subgraph;
}

const refusals =
  "audit: %Audit(filter: { kind: { eq: REFUSAL } }, first: 1) { nodes { subject operation keys details } }";

/** What a viewer is answered, and the last refusal that the audit has after it. */
async function ask(name: string, mutation: string, input: object, viewer: Viewer) {
  const subgraph = openedOf(name);
  const field = (await buildFederatedSchema(loadSubgraph(name))).getMutationType()?.getFields()[mutation];
  const type = getNamedType(field?.args[0]?.type)?.name;
  const { data, errors } = await subgraph.execute(
    `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { userErrors { code field message } } }`,
    { input },
    { viewer },
  );
  const audit = await subgraph.execute(`{ ${refusals.replace("%", name)} }`);
  const { nodes } = (audit.data?.audit ?? { nodes: [] }) as { nodes: object[] };
  return { answer: { data, errors }, refusals: nodes };
}

it.each(Object.keys(cases))("every mutation of %s is tried", async (name) => {
  const schema = await buildFederatedSchema(loadSubgraph(name));
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  expect([...Object.keys(cases[name] ?? {}), ...ofAllEditors].sort()).toEqual(
    [...new Set([...mutations, ...ofAllEditors])].sort(),
  );
});

const tried = Object.entries(cases).flatMap(([name, mutations]) =>
  Object.entries(mutations).map(([mutation, one]) => [mutation, name, one] as const),
);

it.each(tried)(
  "%s of %s reads alike for another's row and for one that there is not",
  async (mutation, name, one) => {
    const [row] = await openedOf(name).dataSource.query<{ key: string }[]>(one.there);
    const there = String(row?.key);
    const asked = await ask(name, mutation, one.input(there), stranger);
    const absent = await ask(name, mutation, one.input(one.absent), stranger);
    const told = JSON.stringify(asked);
    expect(told).toContain(one.code);
    expect(told.replaceAll(there, "KEY")).toBe(JSON.stringify(absent).replaceAll(one.absent, "KEY"));
    expect(asked.refusals).toEqual([
      {
        subject: "stranger",
        operation: mutation,
        keys: expect.anything(),
        details: JSON.stringify({ code: one.code }),
      },
    ]);
  },
);

it.each(tried)("%s of %s is refused to the public, and put down", async (mutation, name, one) => {
  const { answer, refusals: put } = await ask(name, mutation, one.input(one.absent), publicViewer);
  expect(answer.errors.map(({ code }) => code)).toEqual(["UNAUTHENTICATED"]);
  expect(put).toEqual([
    { subject: null, operation: mutation, keys: expect.anything(), details: '{"code":"UNAUTHENTICATED"}' },
  ]);
});

it.each([
  ["tasks", "completeTask", { ...ofTask("1\u0000"), completedOn: day }, "NOT_FOUND"],
  ["infrastructure", "recordPlatform", { code: "\u0000", name: "N", owner: "SNV" }, "FORBIDDEN"],
])("%s puts down a key that no text of the database can be", async (name, mutation, input, code) => {
  const { refusals: put } = await ask(name, mutation, input, stranger);
  expect(put).toEqual([
    {
      ...{ subject: "stranger", operation: mutation, details: JSON.stringify({ code }) },
      keys: expect.arrayContaining([expect.stringContaining("\ufffd")]),
    },
  ]);
});

it("puts down the keys of lists, too", async () => {
  const connections = ["00004", "00070"].map((unit) => ({ unit, connected: true, origin: "REPORTED" }));
  const { refusals: put } = await ask(
    "infrastructure",
    "recordServiceConnections",
    { connections },
    stranger,
  );
  expect(put).toMatchObject([{ operation: "recordServiceConnections", keys: ["00004", "00070"] }]);
});

it.each([
  ["recordPlatform", "platform"],
  ["recordApplication", "application"],
])("%s takes a row from nobody who does not know that it is there", async (mutation, table) => {
  const { dataSource } = openedOf("infrastructure");
  const [row] = await dataSource.query<{ key: string }[]>(`SELECT min(code) AS key FROM ${table}`);
  await dataSource.query(`UPDATE ${table} SET owner_code = 'VPUB' WHERE code = $1`, [row?.key]);
  const input = { code: row?.key, name: "N", owner: "SNV" };
  const { answer, refusals: put } = await ask("infrastructure", mutation, input, {
    ...stranger,
    organization: "SNV",
  });
  const message = `code: expected the code of ${table === "platform" ? "a platform" : "an application"} that you may change; got "${row?.key}".`;
  expect(answer).toEqual({
    data: { answer: { userErrors: [{ code: "NOT_FOUND", field: ["input", "code"], message }] } },
    errors: [],
  });
  expect(put).toEqual([
    { subject: "stranger", operation: mutation, keys: [row?.key], details: '{"code":"NOT_FOUND"}' },
  ]);
});

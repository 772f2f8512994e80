import { publicViewer, type Viewer } from "../shared/identity/viewer";
import type { Subgraph } from "../shared/subgraph/define-subgraph";
import { infrastructure } from "../subgraphs/infrastructure/subgraph";
import { innovation } from "../subgraphs/innovation/subgraph";
import { procedures } from "../subgraphs/procedures/subgraph";
import { tasks } from "../subgraphs/tasks/subgraph";
import { openTestSubgraph, type TestSubgraph } from "./support/subgraph-harness";

/* What every mutation does alike that records a row of its owner as it stands now. */

interface Case {
  subgraph: Subgraph;
  /** Of the mutation; its input is called after it. */
  name: string;
  field: string;
  /** What is recorded, and how it is read back. */
  input: Record<string, unknown>;
  fields: string;
  recorded: Record<string, unknown>;
  /** Changes of the input, and what it then reads. */
  changed: [Record<string, unknown>, Record<string, unknown>];
  /** Changes of the input that are wrong: code, field, words. */
  wrong: [Record<string, unknown>, string, string][];
  writer: string;
}

const cases: Case[] = [
  {
    subgraph: tasks,
    name: "recordOrganizationIdentifier",
    field: "organization",
    input: { organization: "SKHCN", electronicIdentifier: "H26.98" },
    fields: "code electronicIdentifier identifierSource { id }",
    recorded: { code: "SKHCN", electronicIdentifier: "H26.98", identifierSource: null },
    changed: [
      { source: "hanoimoi-decision-2918-2022" },
      { identifierSource: { id: "hanoimoi-decision-2918-2022" } },
    ],
    wrong: [
      [{ electronicIdentifier: "H27.01" }, "BAD_USER_INPUT", "expected an electronic identifier of the city"],
      [
        { electronicIdentifier: "H26" },
        "ALREADY_EXISTS",
        "expected one that no other organization has; H26 is UBND's.",
      ],
      [{ source: "no-such" }, "NOT_FOUND", "source: expected the id of a source"],
      [
        { organization: "XYZ", electronicIdentifier: "H26.97" },
        "NOT_FOUND",
        "organization: expected the code of an organization",
      ],
      [
        { electronicIdentifier: null, source: "hanoimoi-decision-2918-2022" },
        "BAD_USER_INPUT",
        "source: expected none",
      ],
    ],
    writer: "UBND",
  },
  {
    subgraph: innovation,
    name: "recordCompositeIndex",
    field: "compositeIndex",
    input: { code: "SIPAS", name: "Chỉ số hài lòng", nameEn: "Satisfaction index" },
    fields: "code name english: name(lang: EN) groupCount componentCount structureSource { id }",
    recorded: {
      code: "SIPAS",
      name: "Chỉ số hài lòng",
      english: "Satisfaction index",
      groupCount: null,
      componentCount: null,
      structureSource: null,
    },
    changed: [
      { groupCount: 3, componentCount: 9, structureSource: "vneconomy-2025-10-01" },
      { groupCount: 3, componentCount: 9, structureSource: { id: "vneconomy-2025-10-01" } },
    ],
    wrong: [
      [
        { componentCount: 9 },
        "BAD_USER_INPUT",
        "structureSource: expected it exactly where componentCount is given; got none.",
      ],
      [{ groupCount: 3 }, "BAD_USER_INPUT", "structureSource: expected the document that says groupCount"],
      [{ rankIndicator: "no.such" }, "NOT_FOUND", "rankIndicator: expected the code of an indicator"],
      [{ nameEn: " " }, "BAD_USER_INPUT", "nameEn: expected 1 to 500 characters"],
    ],
    writer: "SKHCN",
  },
  {
    subgraph: innovation,
    name: "recordIndexEdition",
    field: "indexEdition",
    input: { index: "DTI", year: 2021, fieldSize: 63 },
    fields: "year fieldSize rank score scoreSource { id } origin",
    recorded: { year: 2021, fieldSize: 63, rank: null, score: null, scoreSource: null, origin: "REPORTED" },
    changed: [
      { score: 0.64, scoreSource: "nguoihanoi-2025-02-07" },
      { score: 0.64, scoreSource: { id: "nguoihanoi-2025-02-07" }, origin: "PUBLISHED" },
    ],
    wrong: [
      [{ index: "NONE" }, "NOT_FOUND", "index: expected the code of a composite index"],
      [{ year: 1999 }, "BAD_USER_INPUT", "year: expected a year from 2000 to 2025; got 1999."],
      [{ year: 2026 }, "BAD_USER_INPUT", "year: expected a year from 2000 to 2025; got 2026."],
      [{ fieldSize: 0 }, "BAD_USER_INPUT", "fieldSize: expected 1 to 1000; got 0."],
      [
        { year: 2022, fieldSize: 23 },
        "BAD_USER_INPUT",
        "fieldSize: expected at least 24, a rank that is known of the edition; got 23.",
      ],
      [{ score: 0.64 }, "BAD_USER_INPUT", "scoreSource: expected it exactly where score is given; got none."],
      [
        { scoreSource: "nguoihanoi-2025-02-07" },
        "BAD_USER_INPUT",
        "scoreSource: expected it exactly where score is given; got nguoihanoi-2025-02-07.",
      ],
      [
        { score: -1, scoreSource: "nguoihanoi-2025-02-07" },
        "BAD_USER_INPUT",
        "score: expected at least 0; got -1.",
      ],
      [{ score: 0.64, scoreSource: "no-such" }, "NOT_FOUND", "scoreSource: expected the id of a source"],
    ],
    writer: "SKHCN",
  },
  {
    subgraph: innovation,
    name: "recordIndexPillar",
    field: "indexPillar",
    input: { code: "PII-98", index: "PII", name: "Trụ cột thử", nameEn: "Pillar on trial", input: true },
    fields: "code name english: name(lang: EN) input components { code }",
    recorded: {
      code: "PII-98",
      name: "Trụ cột thử",
      english: "Pillar on trial",
      input: true,
      components: [],
    },
    changed: [{ input: null }, { input: null }],
    wrong: [
      [{ code: "PII-97", index: "NONE" }, "NOT_FOUND", "index: expected the code of a composite index"],
      [
        { code: "PII-1", index: "DTI" },
        "BAD_USER_INPUT",
        "index: expected PII, which the pillar is of; got DTI.",
      ],
    ],
    writer: "SKHCN",
  },
  {
    subgraph: innovation,
    name: "recordIndexComponent",
    field: "indexComponent",
    input: { code: "PII-C98", pillar: "PII-1", group: "Nhóm 1" },
    fields: "code group name pillar { code } origin",
    recorded: { code: "PII-C98", group: "Nhóm 1", name: null, pillar: { code: "PII-1" }, origin: "REPORTED" },
    changed: [{ name: "Chỉ số thử" }, { name: "Chỉ số thử" }],
    wrong: [
      [{ pillar: "NONE" }, "NOT_FOUND", "pillar: expected the code of a pillar"],
      [{ code: "PII-C01", pillar: "DTI-1" }, "BAD_USER_INPUT", "pillar: expected a pillar of PII"],
    ],
    writer: "SKHCN",
  },
  {
    subgraph: infrastructure,
    name: "recordPlatform",
    field: "platform",
    input: {
      code: "lgsp",
      name: "Nền tảng tích hợp, chia sẻ dữ liệu",
      nameEn: "Data sharing platform",
      owner: "VPUB",
      launchedOn: "2025-10-01",
      registeredUsers: 12,
      services: 3,
    },
    fields:
      "code name english: name(lang: EN) description owner { code } launchedOn registeredUsers services origin",
    recorded: {
      code: "lgsp",
      name: "Nền tảng tích hợp, chia sẻ dữ liệu",
      english: "Data sharing platform",
      description: null,
      owner: { code: "VPUB" },
      launchedOn: "2025-10-01",
      registeredUsers: 12,
      services: 3,
      origin: "REPORTED",
    },
    changed: [{ registeredUsers: 13 }, { registeredUsers: 13 }],
    wrong: [
      [{ owner: "XYZ" }, "FORBIDDEN", ""],
      [{ launchedOn: "2025-11-15" }, "BAD_USER_INPUT", "launchedOn: expected today, 2025-11-14, or before"],
      [{ registeredUsers: -1 }, "BAD_USER_INPUT", "registeredUsers: expected at least 0; got -1."],
      [{ code: "a b" }, "BAD_USER_INPUT", "code: expected 1 to 50 letters"],
      [{ code: "a\u0000" }, "BAD_USER_INPUT", "code: expected 1 to 50 letters"],
      [{ name: " " }, "BAD_USER_INPUT", "name: expected 1 to 500 characters"],
    ],
    writer: "VPUB",
  },
  {
    subgraph: infrastructure,
    name: "recordApplication",
    field: "application",
    input: { code: "UD-98", name: "Phần mềm hộ tịch", owner: "STP", replacedBy: "UD-01" },
    fields: "code name owner { code } purpose replacedBy { code } origin",
    recorded: {
      code: "UD-98",
      name: "Phần mềm hộ tịch",
      owner: { code: "STP" },
      purpose: null,
      replacedBy: { code: "UD-01" },
      origin: "REPORTED",
    },
    changed: [{ replacedBy: null }, { replacedBy: null }],
    wrong: [
      [{ replacedBy: "UD-98" }, "BAD_USER_INPUT", "replacedBy: expected the code of another application"],
      [{ replacedBy: "UD-97" }, "NOT_FOUND", 'replacedBy: expected the code of an application; got "UD-97".'],
      [{ name: "a\u0000" }, "BAD_USER_INPUT", "name: expected 1 to 500 characters"],
    ],
    writer: "STP",
  },
  {
    subgraph: infrastructure,
    name: "recordDataCentre",
    field: "dataCentre",
    input: {
      code: "TTDL-98",
      name: "Trung tâm dữ liệu dự phòng",
      cpuCores: 64,
      memoryTiB: 1.5,
      storageTiB: 20,
    },
    fields: "code name operatingSince cpuCores memoryTiB storageTiB origin",
    recorded: {
      code: "TTDL-98",
      name: "Trung tâm dữ liệu dự phòng",
      operatingSince: null,
      cpuCores: 64,
      memoryTiB: 1.5,
      storageTiB: 20,
      origin: "REPORTED",
    },
    changed: [{ operatingSince: "2025-12-01" }, { operatingSince: "2025-12-01" }],
    wrong: [
      [{ cpuCores: 0 }, "BAD_USER_INPUT", "cpuCores: expected at least 1; got 0."],
      [{ memoryTiB: 0 }, "BAD_USER_INPUT", "memoryTiB: expected more than 0; got 0."],
    ],
    writer: "SKHCN",
  },
  {
    subgraph: innovation,
    name: "recordStrategicProduct",
    field: "strategicProduct",
    input: { code: "SP-98", name: "Chip cảm biến", stage: "PILOT" },
    fields: "code name stage enterprise { id } commercialisedOn origin",
    recorded: {
      code: "SP-98",
      name: "Chip cảm biến",
      stage: "PILOT",
      enterprise: null,
      commercialisedOn: null,
      origin: "REPORTED",
    },
    changed: [
      { stage: "COMMERCIALISED", commercialisedOn: "2025-11-14", enterprise: "1" },
      { stage: "COMMERCIALISED", commercialisedOn: "2025-11-14", enterprise: { id: "1" } },
    ],
    wrong: [
      [{ commercialisedOn: "2025-11-01" }, "BAD_USER_INPUT", "expected no day for a product that is not"],
      [
        { stage: "COMMERCIALISED", commercialisedOn: "2025-11-15" },
        "BAD_USER_INPUT",
        "commercialisedOn: expected today, 2025-11-14, or before",
      ],
      [{ enterprise: "0" }, "NOT_FOUND", "enterprise: expected the id of an enterprise"],
    ],
    writer: "SKHCN",
  },
  {
    subgraph: procedures,
    name: "recordServicePoint",
    field: "servicePoint",
    input: {
      code: "D00070",
      name: "Điểm phục vụ hành chính công phường Hoàn Kiếm",
      unit: "00070",
      connected: true,
    },
    fields: "code name unit { code } branch connected origin",
    recorded: {
      code: "D00070",
      name: "Điểm phục vụ hành chính công phường Hoàn Kiếm",
      unit: { code: "00070" },
      branch: false,
      connected: true,
      origin: "REPORTED",
    },
    changed: [{ connected: false }, { connected: false }],
    wrong: [
      [{ unit: "00004" }, "BAD_USER_INPUT", "code: expected D and the code of its unit, D00004; got D00070."],
      [{ code: "X1", unit: "01" }, "NOT_FOUND", "unit: expected the code of a ward or commune"],
    ],
    writer: "TTPVHCC",
  },
];

const opened = new Map<Subgraph, TestSubgraph>();
beforeAll(async () => {
  for (const subgraph of [infrastructure, innovation, procedures, tasks])
    opened.set(subgraph, await openTestSubgraph(subgraph));
});
afterAll(async () => {
  for (const subgraph of opened.values()) await subgraph.close();
});

const editorOf = (organization: string): Viewer => ({ subject: organization, role: "editor", organization });

describe.each(cases)(
  "$name",
  ({ subgraph, name, field, input, fields, recorded, changed, wrong, writer }) => {
    const record = async (changes: object = {}, viewer = editorOf(writer)) => {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const answer = await opened
        .get(subgraph)
        ?.execute(
          `mutation ($input: ${type}!) { ${name}(input: $input) { ${field} { ${fields} } userErrors { code message } } }`,
          { input: { ...input, ...changes } },
          { viewer },
        );
      const payload = answer?.data?.[name] as
        | { [field: string]: unknown; userErrors: { code: string; message: string }[] }
        | null
        | undefined;
      return {
        errors: answer?.errors.map(({ code }) => code),
        row: payload?.[field],
        problems: payload?.userErrors,
      };
    };

    it("records the row, once for one key, and changes it", async () => {
      const first = await record({ idempotencyKey: `k-${name}` });
      expect(first).toEqual({ errors: [], row: recorded, problems: [] });
      expect(await record({ idempotencyKey: `k-${name}` })).toEqual(first);
      expect((await record(changed[0])).row).toEqual({ ...recorded, ...changed[1] });
    });

    it.each(wrong)("refuses %j", async (changes, code, message) => {
      const { errors, row, problems } = await record(
        changes,
        code === "FORBIDDEN" ? editorOf("SNV") : undefined,
      );
      if (code === "FORBIDDEN") {
        expect(errors).toEqual([code]);
        return;
      }
      expect([row, problems?.map((one) => one.code)]).toEqual([null, [code]]);
      expect(problems?.[0]?.message).toContain(message);
    });

    it("is for its owner and admins", async () => {
      expect((await record({}, publicViewer)).errors).toEqual(["UNAUTHENTICATED"]);
      expect((await record({}, editorOf("SNV"))).errors).toEqual(["FORBIDDEN"]);
    });
  },
);

it("lets nobody take a platform from its operator by naming another", async () => {
  const answer = await opened
    .get(infrastructure)
    ?.execute(
      `mutation { recordPlatform(input: { code: "lgsp", name: "Của tôi", owner: "SNV" }) { platform { code } userErrors { code } } }`,
      {},
      { viewer: editorOf("SNV") },
    );
  expect(answer?.data).toEqual({ recordPlatform: { platform: null, userErrors: [{ code: "NOT_FOUND" }] } });
});

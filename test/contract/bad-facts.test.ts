import sql, { raw } from "sql-template-tag";
import type { Subgraph } from "../../shared/kit/subgraph/define-subgraph";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { importText } from "../support/subgraph/import-text";
import { admin, openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * What an owner may get wrong about a fact, by mutation and by import: each is refused with the field, what was
 * expected and what came, and nothing else in the sector's database moves.
 */

/** In 2026, when none of the former units has stood for months. */
const now = "2026-02-02T09:00:00+07:00";

interface ExpectedProblem {
  /** Field of the input, or header of the column. */
  field: string;
  expected: string;
  got: string;
}

interface Case {
  what: string;
  subgraph: Subgraph;
  mutation: { name: string; input: Record<string, unknown>; told: ExpectedProblem };
  /** A file whose first row is right and whose second is wrong. */
  file: { name: string; header: string; right: string; wrong: string; told: ExpectedProblem };
}

const cases: Case[] = [
  {
    what: "a fact without a source",
    subgraph: tasks,
    mutation: {
      name: "recordBottleneck",
      input: {
        ...{ code: "BN-X", titleVi: "Dữ liệu", titleEn: "Data", openedOn: "2026-01-05" },
        ...{ organizations: ["SKHCN"], saidOn: "2026-01-05" },
      },
      told: { field: "saidOn", expected: "a source beside the day it was said", got: "2026-01-05 alone" },
    },
    file: {
      name: "bottlenecks",
      header: "code,kind,title in vietnamese,title in english,organizations,opened on,source,said on",
      right: "BN-Y,bottleneck,Dữ liệu,Data,SKHCN,2026-01-05,,",
      wrong: "BN-X,bottleneck,Dữ liệu,Data,SKHCN,2026-01-05,,2026-01-05",
      told: { field: "Source", expected: "the source that says it on that day", got: "nothing" },
    },
  },
  {
    what: "a structure without a source",
    subgraph: innovation,
    mutation: {
      name: "recordCompositeIndex",
      input: { code: "SIPAS", name: "Chỉ số hài lòng", nameEn: "Satisfaction index", componentCount: 9 },
      told: { field: "structureSource", expected: "it exactly where componentCount is given", got: "none" },
    },
    file: {
      name: "composite-indices",
      header: "index,name,name in english,components,source",
      right: "SIPAS,Chỉ số hài lòng,Satisfaction index,,",
      wrong: "SIPAX,Chỉ số hài lòng,Satisfaction index,9,",
      told: { field: "Source", expected: "a source exactly where there is a number", got: "nothing" },
    },
  },
  {
    what: "a score of an index without a source",
    subgraph: innovation,
    mutation: {
      name: "recordIndexEdition",
      input: { index: "PII", year: 2026, fieldSize: 34, score: 66.1 },
      told: { field: "scoreSource", expected: "it exactly where score is given", got: "none" },
    },
    file: {
      name: "index-editions",
      header: "index of the edition,year,field size,score,source",
      right: "PII,2026,34,,",
      wrong: "DTI,2026,34,0.83,",
      told: { field: "Source", expected: "a source exactly where there is a score", got: "nothing" },
    },
  },
  {
    what: "a source without a publisher",
    subgraph: innovation,
    mutation: {
      name: "recordSourceDocument",
      input: { code: "no-publisher", title: "Một bài báo", publishedOn: "2026-01" },
      told: { field: "publisher", expected: "who published it", got: "none" },
    },
    file: {
      name: "sources",
      header: "id,publisher,title",
      right: "with-publisher,Hànộimới,Một bài báo",
      wrong: "no-publisher,,Một bài báo",
      told: { field: "Publisher", expected: "a text of at most", got: "nothing" },
    },
  },
  {
    what: "a milestone that was reached in the future",
    subgraph: tasks,
    mutation: {
      name: "reachMilestone",
      input: { milestone: "data-opening", reachedOn: "2026-02-03" },
      told: { field: "reachedOn", expected: "today, 2026-02-02, or before", got: "2026-02-03" },
    },
    file: {
      name: "reached-milestones",
      header: "milestone,reached on",
      right: "shared-data-catalogue,2026-02-02",
      wrong: "data-opening,2026-02-03",
      told: { field: "Reached on", expected: "a day up to today, 2026-02-02", got: "2026-02-03" },
    },
  },
  {
    what: "a key result of an unknown indicator",
    subgraph: tasks,
    mutation: {
      name: "recordKeyResult",
      input: { code: "KR-X", title: "Tỷ lệ", objective: "O-2026-DVC", indicator: "no.such", target: "0.8" },
      told: { field: "indicator", expected: "the code of an indicator", got: '"no.such"' },
    },
    file: {
      name: "key-results",
      header: "code,title,objective,indicator,target",
      right: "KR-Y,Tỷ lệ,O-2026-DVC,procedures.fully-online-rate,0.8",
      wrong: "KR-X,Tỷ lệ,O-2026-DVC,no.such,0.8",
      told: { field: "Indicator", expected: "the code of a known indicator", got: "no.such" },
    },
  },
  {
    what: "the authority of a former unit for a task of 2026",
    subgraph: tasks,
    mutation: {
      name: "assignTask",
      input: {
        ...{ code: "X-1", title: "Việc", assignedBy: "CITY", leadOrganization: "F00001" },
        ...{ assignedOn: "2026-01-05", dueOn: "2026-12-31" },
      },
      told: {
        field: "leadOrganization",
        expected: "one that stood on 2026-01-05",
        got: "F00001: F00001 stood until 2025-06-30; after it acts U00097",
      },
    },
    file: {
      name: "tasks",
      header: "code,title,assigned by,lead organization,assigned on,due on",
      right: "X-2,Việc,CITY,U00097,2026-01-05,2026-12-31",
      wrong: "X-1,Việc,CITY,F00001,2026-01-05,2026-12-31",
      told: {
        field: "Lead organization",
        expected: "an organization that stood on the day of assignment",
        got: "F00001 stood until 2025-06-30; after it acts U00097",
      },
    },
  },
  {
    what: "a former unit for a figure of 2026",
    subgraph: innovation,
    mutation: {
      name: "recordObservation",
      input: { indicator: "dossiers.received", period: "2026-01", value: "5", unit: "00001" },
      told: {
        field: "unit",
        expected: "the code of a unit that stood in that period",
        got: "until 2025-06-30 it was Phúc Xá, now 00097 (Hồng Hà)",
      },
    },
    file: {
      name: "observations",
      header: "indicator,period,value,area",
      right: "dossiers.received,2026-01,5,00097",
      wrong: "dossiers.received,2026-01,5,00001",
      told: {
        field: "Area",
        expected: "the code of a unit that stood in that period",
        got: "until 2025-06-30 it was Phúc Xá, now 00097 (Hồng Hà)",
      },
    },
  },
  {
    what: "a former unit for a service point of 2026",
    subgraph: procedures,
    mutation: {
      name: "recordServicePoint",
      input: { code: "D00001", name: "Điểm", unit: "00001", connected: true },
      told: {
        field: "unit",
        expected: "the code of a ward or commune",
        got: "until 2025-06-30 it was Phúc Xá, now 00097 (Hồng Hà)",
      },
    },
    file: {
      name: "service-points",
      header: "code,name,unit,connected",
      right: "D00097,Điểm phục vụ,00097,no",
      wrong: "D00001,Điểm,00001,yes",
      told: {
        field: "Unit",
        expected: "the code of a known ward or commune",
        got: "until 2025-06-30 it was Phúc Xá, now 00097 (Hồng Hà)",
      },
    },
  },
  {
    what: "a former unit for an assessment of 2026",
    subgraph: infrastructure,
    mutation: {
      name: "assessUnitReadiness",
      input: { unit: "00001", criterion: "LAN", assessedOn: "2026-01-05", meets: true },
      told: {
        field: "unit",
        expected: "the code of a ward or commune",
        got: "until 2025-06-30 it was Phúc Xá, now 00097 (Hồng Hà)",
      },
    },
    file: {
      name: "readiness",
      header: "unit,criterion,assessed on,meets",
      right: "00097,LAN,2026-01-05,yes",
      wrong: "00001,LAN,2026-01-05,yes",
      told: {
        field: "Unit",
        expected: "the code of a ward or commune",
        got: "until 2025-06-30 it was Phúc Xá, now 00097 (Hồng Hà)",
      },
    },
  },
];

const opened = new Map<Subgraph, TestSubgraph>();
beforeAll(async () => {
  for (const subgraph of [tasks, procedures, innovation, infrastructure])
    opened.set(subgraph, await openTestSubgraph(subgraph));
}, 120_000);
afterAll(async () => {
  for (const subgraph of opened.values()) await subgraph.close();
});
const of = (subgraph: Subgraph): TestSubgraph => {
  const found = opened.get(subgraph);
  if (found === undefined) throw new Error("Expected an open sector.");
  return found;
};

/** A digest of every table, but of the log of who asked for what. */
async function everything({ database }: TestSubgraph): Promise<Record<string, string>> {
  const tables = await database.rows<{ name: string }>(sql`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      AND relname NOT LIKE 'audit%' ORDER BY 1`);
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const { digest } = await database.row<{ digest: string }>(sql`
      SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS digest
      FROM ${raw(`"${name}"`)} AS t`);
    digests[name] = digest;
  }
  return digests;
}

const mentions = (text: string | undefined, { field, expected, got }: ExpectedProblem) =>
  [field, "expected ", expected, got].filter((part) => !text?.toLowerCase().includes(part.toLowerCase()));

describe.each(cases)("$what", ({ subgraph, mutation, file }) => {
  it(`is refused by ${mutation.name}`, async () => {
    const { name, input, told } = mutation;
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const before = await everything(of(subgraph));
    const { data, errors } = await of(subgraph).execute(
      `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message field } } }`,
      { input },
      { viewer: admin, now },
    );
    expect(errors).toEqual([]);
    const payload = data?.[name] as { userErrors: { message: string; field: string[] }[] };
    expect(payload.userErrors.map(({ field }) => field)).toEqual([["input", told.field]]);
    expect(mentions(payload.userErrors[0]?.message, told)).toEqual([]);
    expect(await everything(of(subgraph))).toEqual(before);
  });

  it(`is refused by the import ${file.name}, and the right row beside it not taken either`, async () => {
    const { name, header, right, wrong, told } = file;
    const take = (rows: string[], argv: string[] = []) =>
      importText(subgraph, of(subgraph).url, `${[header, ...rows].join("\n")}\n`, {
        argv: ["--import", name, ...argv],
        now,
      });
    expect(await take([right], ["--dry-run"])).toMatchObject({ code: 0 });
    const before = await everything(of(subgraph));
    const { code, lines } = await take([right, wrong]);
    expect(code).toBe(1);
    const problems = lines.filter((line) => line.startsWith("line "));
    expect(problems.map((line) => line.split(",")[0])).toEqual(["line 3"]);
    expect(mentions(problems[0], told)).toEqual([]);
    expect(await everything(of(subgraph))).toEqual(before);
  });
});

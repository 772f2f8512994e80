import type { ImportDefinition } from "../../shared/import/definition/import-definition";
import { writeTemplate } from "../../shared/import/export-rows";
import type { Subgraph } from "../../shared/kit/subgraph/define-subgraph";
import { importApplications } from "../../subgraphs/infrastructure/application/application.import";
import { importDataCentres } from "../../subgraphs/infrastructure/data-centre/data-centre.import";
import { importPlatforms } from "../../subgraphs/infrastructure/platform/platform.import";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { importCompositeIndices } from "../../subgraphs/innovation/composite-index/import/composite-indices.import";
import { importIndexComponents } from "../../subgraphs/innovation/composite-index/import/index-components.import";
import { importIndexEditions } from "../../subgraphs/innovation/composite-index/import/index-editions.import";
import { importIndexPillars } from "../../subgraphs/innovation/composite-index/import/index-pillars.import";
import { importIndicators } from "../../subgraphs/innovation/indicator/indicator.import";
import { importSectors } from "../../subgraphs/innovation/sector/sector.import";
import { importSources } from "../../subgraphs/innovation/source-document/source-document.import";
import { importStrategicProducts } from "../../subgraphs/innovation/strategic-product/strategic-product.import";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { importServicePoints } from "../../subgraphs/procedures/service-point/service-point.import";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { importBottlenecks } from "../../subgraphs/tasks/bottleneck/bottleneck.import";
import { importKeyResults } from "../../subgraphs/tasks/key-result/key-result.import";
import { importReachedMilestones } from "../../subgraphs/tasks/milestone/reached-milestone.import";
import { importOrganizationIdentifiers } from "../../subgraphs/tasks/organization/organization-identifiers.import";
import { importKnownSources } from "../../subgraphs/tasks/source-document/known-source.import";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { importText } from "../support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/* What every import of an owner's own rows does alike: its template, the same file twice, and rows that are wrong. */

interface Case {
  subgraph: Subgraph;
  definition: ImportDefinition;
  /** What the template's row does: most add one, some change one that is there. */
  does: "inserted" | "changed";
  /** Rows under the header of the import's keys, and what is said of them. */
  wrong: [row: Record<string, string>, message: RegExp][];
}

const cases: Case[] = [
  {
    subgraph: tasks,
    definition: importOrganizationIdentifiers,
    does: "changed",
    wrong: [
      [{ organization: "XYZ" }, /the code of a known organization/],
      [{ identifier: "H27.15" }, /an electronic identifier of the city, as H26 or H26\.15/],
      [{ identifier: "H26.1" }, /an electronic identifier of the city/],
      [{ identifier: "H26" }, /one that no other organization has/],
      [{ source: "no-such" }, /the id of a known source/],
    ],
  },
  {
    subgraph: innovation,
    definition: importCompositeIndices,
    does: "inserted",
    wrong: [
      [{ rank_indicator: "no.such" }, /the code of a known indicator/],
      [{ source: "" }, /a source exactly where there is a number of components/],
      [{ source: "no-such" }, /the id of a known source/],
      [{ components: "0" }, /at least 1|from 1/],
    ],
  },
  {
    subgraph: tasks,
    definition: importBottlenecks,
    does: "inserted",
    wrong: [
      [{ said_on: "2025-11-14", source: "" }, /the source that says it on that day/],
      [{ source: "no-such" }, /the id of a known source/],
      [{ organizations: "XYZ" }, /codes of known organizations/],
      [{ opened_on: "2025-11-15" }, /a day up to today, 2025-11-14/],
    ],
  },
  {
    subgraph: tasks,
    definition: importKeyResults,
    does: "inserted",
    wrong: [
      [{ indicator: "no.such" }, /the code of a known indicator/],
      [{ objective: "O-NONE" }, /the code of a known objective/],
      [{ baseline: "0.80" }, /a value other than the baseline/],
      [{ code: "KR-2026-5G-1" }, /the objective that the key result has/],
    ],
  },
  {
    subgraph: tasks,
    definition: importReachedMilestones,
    does: "changed",
    wrong: [
      [{ reached_on: "2025-11-15" }, /a day up to today, 2025-11-14/],
      [{ milestone: "no-such" }, /the code of a known milestone/],
      [{ source: "no-such" }, /the id of a known source/],
    ],
  },
  {
    subgraph: tasks,
    definition: importKnownSources,
    does: "inserted",
    wrong: [[{ id: "A b" }, /small letters/]],
  },
  {
    subgraph: procedures,
    definition: importServicePoints,
    does: "inserted",
    wrong: [
      [{ code: "D00008", unit: "00004" }, /D and the code of its unit/],
      [{ unit: "99999" }, /the code of a known ward or commune/],
      [{ connected: "" }, /connected/i],
    ],
  },
  {
    subgraph: innovation,
    definition: importIndexPillars,
    does: "inserted",
    wrong: [
      [{ index: "GII" }, /the code of a known composite index/],
      [{ name: "" }, /Tên trụ cột|Name.*got nothing/],
    ],
  },
  {
    subgraph: innovation,
    definition: importIndexComponents,
    does: "inserted",
    wrong: [
      [{ pillar: "PII-99" }, /the code of a known pillar/],
      [{ code: "PII-C01", pillar: "DTI-1" }, /a pillar of the index that its results are of/],
    ],
  },
  {
    subgraph: innovation,
    definition: importIndexEditions,
    does: "inserted",
    wrong: [
      [{ index: "GII" }, /the code of a known composite index/],
      [{ year: "2026" }, /a year up to 2025/],
      [{ score: "0.5" }, /a source exactly where there is a score/],
      [{ source: "nguoihanoi-2025-02-07" }, /a source exactly where there is a score/],
      [{ score: "0.5", source: "no-such" }, /the id of a known source/],
      [
        { year: "2022", field_size: "23" },
        /no fewer than the ranks that are known of the edition.*a rank is 24/,
      ],
    ],
  },
  {
    subgraph: innovation,
    definition: importSources,
    does: "inserted",
    wrong: [
      [{ publisher: "" }, /publisher/i],
      [{ published_on: "2025-11-15" }, /a day up to today, 2025-11-14/],
      [{ url: "javascript:1" }, /an http or https URL/],
      [{ url: "https://lan:secret@example.invalid/" }, /without blanks and passwords/],
    ],
  },
  {
    subgraph: innovation,
    definition: importSectors,
    does: "inserted",
    wrong: [
      [{ code: "Education" }, /1 to 40 small letters, digits and hyphens/],
      [{ organization: "XYZ" }, /the code of a known organization/],
    ],
  },
  {
    subgraph: innovation,
    definition: importIndicators,
    does: "inserted",
    wrong: [
      [{ code: "Schools" }, /1 to 80 small letters and digits/],
      [{ sector: "no-such" }, /the code of a known sector/],
      [{ organization: "XYZ" }, /the code of a known organization/],
      [{ unit: "1" }, /a word such as task/],
      [{ decimals: "7" }, /from 0 to 6|at most 6/],
      [{ code: "tasks.all.overdue", unit: "person", decimals: "0" }, /the unit that its values are in/],
      [
        { code: "tasks.all.overdue", unit: "task", decimals: "2" },
        /the number of digits that its values have/,
      ],
    ],
  },
  {
    subgraph: innovation,
    definition: importStrategicProducts,
    does: "inserted",
    wrong: [
      [{ enterprise: "no such" }, /the name of a known enterprise/],
      [{ commercialised_on: "2025-11-01" }, /no day for a product that is not commercialised/],
    ],
  },
  {
    subgraph: infrastructure,
    definition: importApplications,
    does: "inserted",
    wrong: [
      [{ owner: "XYZ" }, /the code of a known organization/],
      [{ replaced_by: "UD-99" }, /the code of another application/],
    ],
  },
  {
    subgraph: infrastructure,
    definition: importDataCentres,
    does: "inserted",
    wrong: [[{ memory_tib: "0" }, /more than 0/]],
  },
  {
    subgraph: infrastructure,
    definition: importPlatforms,
    does: "changed",
    wrong: [
      [{ owner: "XYZ" }, /the code of a known organization/],
      [{ launched_on: "2025-11-15" }, /a day up to today, 2025-11-14/],
      [{ registered_users: "-1" }, /./],
    ],
  },
];

const opened = new Map<Subgraph, TestSubgraph>();
beforeAll(async () => {
  for (const subgraph of [tasks, procedures, innovation, infrastructure])
    opened.set(subgraph, await openTestSubgraph(subgraph));
});
afterAll(async () => {
  for (const subgraph of opened.values()) await subgraph.close();
});

const take = ({ subgraph, definition }: Case, content: string, argv: string[] = []) =>
  importText(subgraph, opened.get(subgraph)?.url ?? "", content, {
    argv: ["--import", definition.name, ...argv],
  });

describe.each(cases)("the import $definition.name", (one) => {
  const { definition, does, wrong } = one;
  const example = Object.fromEntries(
    Object.entries(definition.columns).map(([key, { example: cell }]) => [key, cell]),
  );
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const file = (row: Record<string, string>) =>
    `${Object.values(definition.columns)
      .map(({ header }) => quote(header.en))
      .join(",")}\n${Object.values(row).map(quote).join(",")}\n`;

  it("takes its own template in both languages, and the same again changes nothing", async () => {
    for (const language of ["vi", "en"] as const) {
      const { code, lines } = await take(one, writeTemplate(definition, { language }), ["--dry-run"]);
      expect([code, lines.join("\n")]).toEqual([0, expect.stringContaining(`1 ${does}`)]);
    }
    const template = writeTemplate(definition, { language: "vi" });
    expect((await take(one, template)).lines.join("\n")).toContain(`1 ${does}`);
    expect((await take(one, template)).lines.join("\n")).toContain("1 unchanged; nothing changed");
  });

  it.each(wrong)("refuses %j", async (cells, message) => {
    const { code, lines } = await take(one, file({ ...example, ...cells }));
    expect(code).not.toBe(0);
    expect(lines.join("\n")).toMatch(message);
  });
});

it("means tasks where neither a name nor a header says which, as before there were others", async () => {
  const url = opened.get(tasks)?.url ?? "";
  expect((await importText(tasks, url, "", { argv: [] })).code).toBe(1);
  const { lines } = await importText(tasks, url, "Mã nhiệm vụ,Sai\nA,B\n");
  expect(lines.join("\n")).toContain("a header of this import: Code (Mã nhiệm vụ)");
});

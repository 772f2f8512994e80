import { gql } from "graphql-request";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/*
 * The calibration of docs/domain.md, seen from what was published: every figure that a sector can compute, asked in one
 * query through the gateway, which brings the published figure to the sector that computes it.
 */

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 120_000);
afterAll(() => graph?.cleanUp());

const sectors = [
  "computedByTasks",
  "computedByProcedures",
  "computedByInnovation",
  "computedByInfrastructure",
];

interface Computed {
  value: string;
  difference: string;
}
interface Asked {
  indicators: {
    code: string;
    latest: ({ value: string; source: object } & Record<string, Computed | null>) | null;
  }[];
}

const exact = {
  "enterprises.innovating-share": "0.252",
  "enterprises.science-technology.count": "207",
  "dossiers.digitisation-rate": "0.8589",
  "dossiers.electronic-result-rate": "0.8772",
  "dossiers.online-payment-rate": "0.9973",
  "dossiers.sync-rate": "1",
  "pii.components": "52",
  "pii.components-ranked-first": "18",
  "procedures.green-lane.count": "103",
  "procedures.green-lane.time-reduction.max": "0.6",
  "procedures.green-lane.time-reduction.min": "0.3",
  "systems.migrated-to-data-centre": "409",
  "tasks.all.overdue": "30",
  "tasks.all.underway": "221",
  "tasks.central.assigned": "187",
  "tasks.central.completed": "98",
  "tasks.central.completed-late": "15",
  "tasks.central.completed-on-time": "83",
  "tasks.central.completion-rate": "0.5",
  "tasks.central.overdue": "12",
  "tasks.central.underway": "89",
  "tasks.city.assigned": "197",
  "tasks.city.overdue": "18",
  "units.applications-average": "20",
  "units.commune-level": "126",
};

it("computes every published figure of the calibration, each by one sector, beside its source", async () => {
  const { indicators } =
    await graph.client.request<Asked>(gql`{ indicators { code latest { value source { id }
    ${sectors.map((field) => `${field} { value difference }`).join(" ")} } } }`);
  const computed = indicators.flatMap(({ code, latest }) => {
    const answers = sectors.flatMap((field) => latest?.[field] ?? []);
    expect(answers.length).toBeLessThanOrEqual(1);
    return answers[0] === undefined ? [] : [{ code, published: latest?.value, ...answers[0] }];
  });
  const same = computed.filter(({ difference }) => Number(difference) === 0);
  expect(Object.fromEntries(same.map(({ code, value }) => [code, value]))).toEqual(exact);
  expect(same.filter(({ published, value }) => published !== value)).toEqual([]);
  // "More than" figures are exceeded, and a small demonstration has its share of the dossiers.
  const others = computed.filter(({ difference }) => Number(difference) !== 0);
  expect(others).toEqual([
    { code: "dossiers.received", published: "1243294", value: "12433", difference: "-1230861" },
    {
      code: "open-data.datasets",
      published: "125",
      value: expect.any(String),
      difference: expect.stringMatching(/^\d+$/),
    },
    {
      code: "procedures.count",
      published: "2100",
      value: expect.any(String),
      difference: expect.stringMatching(/^\d+$/),
    },
  ]);
});

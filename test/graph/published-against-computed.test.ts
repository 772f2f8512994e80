import "reflect-metadata";
import { computedInfrastructureMeasures } from "../../subgraphs/infrastructure/computed/computed-by-infrastructure";
import { innovationMeasures } from "../../subgraphs/innovation/computed/computed-by-innovation";
import { proceduresMeasures } from "../../subgraphs/procedures/computed/computed-by-procedures";
import { tasksMeasures } from "../../subgraphs/tasks/computed/computed-by-tasks";
import { token } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";

/*
 * The calibration of docs/domain.md, seen from what was published: every figure that a sector can compute, asked in one
 * query through the gateway, which brings the published figure to the one sector that computes it.
 */

let sectors: RunningSectors;
beforeAll(async () => {
  sectors = await startSectors();
}, 120_000);
afterAll(() => sectors?.close());

interface Asked {
  indicators: {
    nodes: {
      code: string;
      sector: { code: string };
      latest: { value: string; unit: { code: string } | null; computed: Computed | null } | null;
    }[];
  };
}
interface Computed {
  sector: { code: string };
  value: string;
  difference: string;
}

interface Answer {
  data: Asked;
  errors?: { path: (string | number)[] }[];
}

/** The figures, by a gateway to which some sectors are not there. */
async function ask(...down: string[]): Promise<Answer> {
  const { url } = await sectors.gatewayWithout(...down);
  const headers = { authorization: `Bearer ${await token({ role: "admin" })}` };
  const query = `{ indicators(first: 200) { nodes { code sector { code } latest { value unit { code } source { code }
    computed { sector { code } value difference } } } } }`;
  return (await postQuery(url, query, { headers })).body as Answer;
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
  const { data, errors } = await ask();
  expect(errors).toBeUndefined();
  const computed = data.indicators.nodes.flatMap(({ code, sector, latest }) => {
    if (!latest?.computed) return [];
    const { sector: by, ...figure } = latest.computed;
    expect({ code, by }).toEqual({ code, by: sector });
    return [{ code, published: latest.value, ...figure }];
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

it.each(["tasks", "procedures", "infrastructure"])(
  "loses without %s what that computes, and nothing that another does",
  async (sector) => {
    const { nodes } = (await ask()).data.indicators;
    const { data, errors } = await ask(sector);
    const isLost = (indicator: (typeof nodes)[number]) =>
      indicator.sector.code === sector && indicator.latest !== null;
    expect(data.indicators.nodes).toEqual(
      nodes.map((one) => (isLost(one) ? { ...one, latest: { ...one.latest, computed: null } } : one)),
    );
    // Of the nation nobody computes anything, and so nobody is asked.
    const lost = nodes.flatMap((one, at) => (isLost(one) && one.latest?.unit?.code === "01" ? [at] : []));
    expect(lost.length).toBeGreaterThan(3);
    expect(errors?.map(({ path }) => path)).toEqual(
      lost.map((at) => ["indicators", "nodes", at, "latest", "computed"]),
    );
  },
);

it("asks for an indicator the sector that can compute it", async () => {
  const { nodes } = (await ask()).data.indicators;
  const measures = {
    tasks: tasksMeasures,
    procedures: proceduresMeasures,
    innovation: innovationMeasures,
    infrastructure: computedInfrastructureMeasures,
  };
  for (const [sector, own] of Object.entries(measures)) {
    const asked = nodes.filter((indicator) => indicator.sector.code === sector).map(({ code }) => code);
    expect([...own.keys()].filter((code) => !asked.includes(code))).toEqual([]);
  }
});

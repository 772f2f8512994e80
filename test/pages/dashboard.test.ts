import "reflect-metadata";
import "../../gateway/config/environment";
import { readPageManifests } from "../../gateway/pages/documents/document-folders";
import { describeInBrowser } from "../support/browser/installed-browser";
import type { TestPage } from "../support/browser/open-browser";
import { eventually } from "../support/gateway/gateway-request";
import { cellsIn, panelsLoaded, startDashboard, tileOf } from "./dashboard-fixture";
import type { PageFixture } from "./page-fixture";

/* The dashboard's figures in headless Chromium, over all sectors: what it shows is what the graph answers. */

const count = (value: number) => value.toLocaleString("en-GB");
const percent = (value: number | null) =>
  value === null ? "–" : value.toLocaleString("en-GB", { style: "percent", maximumFractionDigits: 2 });
const day = (value: string) => value.split("-").toReversed().join("/");
/** The Monday so many weeks before that of a day's own week. */
const mondayBefore = (value: string, weeks: number) => {
  const date = new Date(`${value}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) - 7 * weeks);
  return date.toISOString().slice(0, 10);
};

describeInBrowser("figures of the dashboard", () => {
  let dashboard: PageFixture;
  const pages: TestPage[] = [];
  beforeAll(async () => {
    dashboard = await startDashboard();
  }, 180_000);
  afterAll(() => dashboard?.stop());
  afterEach(async () => {
    const opened = pages.splice(0);
    await Promise.all(opened.map((page) => page.context().close()));
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
    const elsewhere = opened.flatMap(({ requested }) =>
      requested.filter((url) => !url.startsWith(dashboard.gateway.url)),
    );
    expect(elsewhere.filter((url) => !url.startsWith("blob:"))).toEqual([]);
  });

  it.each([undefined, "2025-10-31"])("shows the tasks of the city as of %s", async (asOf) => {
    const page = await open("city", asOf);
    const { taskStats, tasks } = await answerOf<{ taskStats: TaskStats; tasks: { nodes: Task[] } }>(
      `query City($asOf: Date) {
        taskStats(groupBy: [AXIS, ASSIGNED_BY], asOf: $asOf) {
          totals { ...Counts }
          rows { axis assignedBy measures { ...Counts } }
        }
        tasks(filter: { overdue: true }, asOf: $asOf, orderBy: [{ field: DUE_ON, direction: ASC }], first: 10) {
          nodes { title dueOn daysOverdue(asOf: $asOf) leadOrganization { name(lang: EN) } }
        }
      }
      fragment Counts on TaskMeasures { assigned completed underway overdue onTimeRateOfDue { value } }`,
      { asOf },
    );
    const { totals, rows } = taskStats;
    expect(totals.overdue).toBeGreaterThan(0);
    expect([
      await tileOf(page, "assigned"),
      await tileOf(page, "overdue"),
      await tileOf(page, "onTime"),
    ]).toEqual([...[count(totals.assigned), count(totals.overdue), percent(totals.onTimeRateOfDue.value)]]);
    expect((await cellsIn(page, "tasks")).map(([, , ...figures]) => figures)).toEqual(
      rows.map(({ measures }) => [
        ...[measures.assigned, measures.completed, measures.underway, measures.overdue].map(count),
        percent(measures.onTimeRateOfDue.value),
      ]),
    );
    expect(await cellsIn(page, "overdue")).toEqual(
      tasks.nodes.map(({ title, dueOn, daysOverdue, leadOrganization }) => [
        ...[title, leadOrganization.name, day(dueOn), count(daysOverdue)],
      ]),
    );
  });

  it("shows the week's warning list with consecutive weeks, and that the week is not over", async () => {
    const page = await open("city");
    const { warningList } = await answerOf<{ warningList: WarningList }>(
      `{ warningList { week asOf isPartial entries {
        organization { name(lang: EN) } overdueCount maxDaysOverdue consecutiveWeeks } } }`,
    );
    expect(warningList.isPartial).toBe(true);
    const rows = warningList.entries.map(
      ({ organization, overdueCount, maxDaysOverdue, consecutiveWeeks }) => [
        organization.name,
        ...[overdueCount, consecutiveWeeks, maxDaysOverdue].map(count),
      ],
    );
    expect(await cellsIn(page, "warnings")).toEqual(rows.slice(0, 12));
    await page.locator("#warnings").getByRole("button", { name: "Show all" }).click();
    expect(await cellsIn(page, "warnings")).toEqual(rows);
    expect(await page.locator("#warnings .panel-note").textContent()).toBe(
      `Week ${warningList.week} is not over: figures up to ${day(warningList.asOf)}.`,
    );
  });

  it("leads from the week's warning list to that of the week before", async () => {
    const page = await open("city");
    await page.locator("#warnings").getByRole("link", { name: "The list of the week before" }).click();
    await page.locator("#warnings").getByText("Week 2025-W45, as it ended on 09/11/2025.").waitFor();
    const { warningList } = await answerOf<{ warningList: WarningList }>(
      `{ warningList(week: "2025-W45") { entries {
        organization { name(lang: EN) } overdueCount maxDaysOverdue consecutiveWeeks } } }`,
    );
    expect(await cellsIn(page, "warnings")).toEqual(
      warningList.entries
        .slice(0, 12)
        .map(({ organization, overdueCount, maxDaysOverdue, consecutiveWeeks }) => [
          organization.name,
          ...[overdueCount, consecutiveWeeks, maxDaysOverdue].map(count),
        ]),
    );
    await page.getByLabel("As of the day: Sunday 09/11/2025").waitFor();
  });

  it.each([undefined, "2025-10-31", "2025-11-02", "2025-02-20", "2025-01-30"])(
    "shows what was overdue at the ends of the twelve weeks up to %s",
    async (asOf) => {
      const page = await open("city", asOf);
      const { taskStats } = await answerOf<{ taskStats: { rows: Week[] } }>(
        `query Weeks($asOf: Date, $from: Date) {
          taskStats(asOf: $asOf, timeBucket: { field: AS_OF, grain: WEEK, from: $from }) {
            rows { bucket { label } isPartial measures { overdue underway } } } }`,
        { asOf, from: mondayBefore(asOf ?? "2025-11-14", 11) },
      );
      const { rows } = taskStats;
      // Before the first task there is nothing to look back on.
      expect(rows.length === 12).toBe(asOf === undefined || asOf > "2025-06");
      await page.locator("#weeks summary").click();
      expect(await cellsIn(page, "weeks")).toEqual(
        rows.map(({ bucket, isPartial, measures: { overdue, underway } }) => [
          isPartial ? `${bucket.label} (not over yet)` : bucket.label,
          ...[overdue, underway].map(count),
        ]),
      );
    },
  );

  it("asks for nothing on another day but what is another then", async () => {
    const page = await open("city", "2025-10-15");
    const shown = page.requested.length;
    await page.getByLabel("As of the day").fill("2025-09-03");
    await panelsLoaded(page);
    expect(await page.locator("section.panel[aria-busy=true]").count()).toBe(0);
    const asked = page.requested.slice(shown).map((url) => new URL(url));
    const ofThatDay = asked.filter(({ searchParams }) =>
      searchParams.get("variables")?.includes("2025-09-03"),
    );
    expect(ofThatDay.length).toBe(2);
  });

  it("shows each date of a milestone beside its source, and where they disagree", async () => {
    const page = await open("city");
    const { milestones } = await answerOf<{ milestones: { nodes: Milestone[] } }>(
      `{ milestones(first: 100) { nodes { name(lang: EN) conflicting plans { source { title(lang: EN) } } } } }`,
    );
    const [disagreeing] = milestones.nodes.filter(({ conflicting }) => conflicting);
    const [first] = await cellsIn(page, "milestones");
    expect(first?.[0]).toBe(`${disagreeing?.name} sources disagree`);
    expect(disagreeing?.plans.length).toBeGreaterThan(1);
    for (const { source } of disagreeing?.plans ?? []) expect(first?.[1]).toContain(source.title);
  });

  it.each(["DAY", "WEEK", "MONTH"])(
    "shows dossiers by %s, field, ward and rates against targets",
    async (grain) => {
      const page = await open("dossiers", undefined, `&grain=${grain}`);
      const from = grain === "DAY" ? "2025-10-01" : "2025-07-01";
      const { byTime, byField, byUnit } = await answerOf<
        Record<"byTime" | "byField" | "byUnit", DossierStats>
      >(
        `query Dossiers($filter: DossierFilter, $grain: DossierTimeGrain!) {
        byTime: dossierStats(filter: $filter, timeBucket: { grain: $grain }) {
          totals { ...Rates } rows { bucket { label } isPartial measures { ...Rates } } }
        byField: dossierStats(filter: $filter, groupBy: [PROCEDURE_FIELD], orderBy: [{ field: RECEIVED }]) {
          totals { ...Rates } rows { procedureField { name(lang: EN) } measures { ...Rates } } }
        byUnit: dossierStats(filter: $filter, groupBy: [UNIT], orderBy: [{ field: RECEIVED }]) {
          totals { ...Rates } rows { unit { name } measures { ...Rates } } }
      }
      fragment Rates on DossierMeasures { received resolved pending overdue onTimeRate { value }
        digitisationRate { value } electronicResultRate { value } onlinePaymentRate { value } syncRate { value }
        satisfactionRate { value } }`,
        { filter: { receivedOn: { gte: from, lte: "2025-11-14" } }, grain },
      );
      const { totals } = byTime;
      expect(totals.received).toBeGreaterThan(100);
      for (const key of ["received", "resolved", "pending", "overdue"] as const) {
        expect(await tileOf(page, `dossiers-${key}`)).toBe(count(totals[key]));
      }
      const rates = [
        ...[totals.digitisationRate, totals.electronicResultRate, totals.onlinePaymentRate, totals.syncRate],
        ...[totals.satisfactionRate, totals.onTimeRate],
      ];
      const shown = await cellsIn(page, "dossierTotals");
      expect(shown.map(([, rate]) => rate)).toEqual(rates.map(({ value }) => percent(value)));
      expect(shown.find(([name]) => name === "Satisfied")?.at(-1)).toBe("Target 95% by 31/12/2026");
      await page.locator("#dossierTime summary").click();
      expect(await cellsIn(page, "dossierTime")).toEqual(
        byTime.rows.map(({ bucket, isPartial, measures: { received, resolved } }) => [
          isPartial ? `${bucket?.label} (not over yet)` : bucket?.label,
          ...[received, resolved].map(count),
        ]),
      );
      const figuresOf = ({ measures: m }: DossierRow) => [
        ...[m.received, m.overdue].map(count),
        ...[m.onTimeRate, m.digitisationRate, m.onlinePaymentRate, m.satisfactionRate].map(({ value }) =>
          percent(value),
        ),
      ];
      expect(await cellsIn(page, "dossierFields")).toEqual(
        byField.rows.slice(0, 10).map((row) => [row.procedureField?.name, ...figuresOf(row)]),
      );
      expect((await cellsIn(page, "dossierUnits")).map(([, ...figures]) => figures)).toEqual(
        byUnit.rows.slice(0, 10).map(figuresOf),
      );
    },
  );

  it("ranks by the service index, equal points alike", async () => {
    const page = await open("dossiers");
    const { serviceIndexRanking } = await answerOf<{ serviceIndexRanking: { rows: { total: number }[] } }>(
      `{ serviceIndexRanking(month: "2025-10", first: 200) { rows { total } } }`,
    );
    const totals = serviceIndexRanking.rows.map(({ total }) => total);
    expect((await cellsIn(page, "ranking")).map(([rank, , total]) => [rank, total])).toEqual(
      totals
        .slice(0, 15)
        .map((total) => [
          String(1 + totals.filter((other) => other > total).length),
          total.toLocaleString("en-GB", { maximumFractionDigits: 2 }),
        ]),
    );
  });

  it("shows innovation: 5G against 70 %, enterprises, and pillars by their components", async () => {
    const page = await open("innovation");
    const answer = await answerOf<InnovationAnswer>(
      `{ coverage5G(month: "2025-11") { populationShare { value } }
        enterpriseStats { totals { startups innovating } }
        compositeIndex(code: "PII") { pillars { name(lang: EN) components { results { year score } } }
          edition(year: 2025) { rank fieldSize } } }`,
    );
    const { coverage5G, enterpriseStats, compositeIndex } = answer;
    expect(await tileOf(page, "coverage")).toBe(percent(coverage5G.populationShare.value));
    expect(await page.locator("#coverage .figure-note").first().textContent()).toBe(
      "Target 70% by 31/12/2026",
    );
    expect(await tileOf(page, "startups")).toBe(count(enterpriseStats.totals.startups));
    expect(await tileOf(page, "PII-2025")).toBe(
      `${compositeIndex.edition.rank} of ${compositeIndex.edition.fieldSize}`,
    );
    const means = compositeIndex.pillars.map(({ name, components }) => {
      const scores = components.flatMap(({ results }) =>
        results.flatMap(({ year, score }) => (year === 2025 && score !== null ? [score] : [])),
      );
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      return [
        name,
        "2025",
        mean.toLocaleString("en-GB", { maximumFractionDigits: 2 }),
        String(scores.length),
      ];
    });
    expect(await cellsIn(page, "indices")).toEqual(means);
  });

  it("shows each of the 126 wards and communes with the criteria it meets, systems and the catalogue", async () => {
    const page = await open("infrastructure");
    const answer = await answerOf<InfrastructureAnswer>(
      `{ administrativeUnits(first: 126) { nodes { code readiness { criteria { meets } } } }
        itSystemStats { totals { systems migrated } }
        datasetStats { totals { datasets live { value } } } }`,
    );
    const met = answer.administrativeUnits.nodes.map(({ code, readiness }) => [
      code,
      String(readiness.criteria.filter(({ meets }) => meets).length),
    ]);
    const tiles = await page
      .locator(".tile")
      .evaluateAll((all) => all.map((tile) => [tile.getAttribute("data-unit"), tile.textContent]));
    expect(tiles.toSorted()).toEqual(met.toSorted());
    expect(tiles.length).toBe(126);
    expect(await tileOf(page, "systems")).toBe(count(answer.itSystemStats.totals.systems));
    expect(await tileOf(page, "migrated")).toBe(count(answer.itSystemStats.totals.migrated));
    const catalogue = await cellsIn(page, "catalogue");
    expect(catalogue.find(([criterion]) => criterion === "Live")?.[2]).toBe(
      percent(answer.datasetStats.totals.live.value),
    );
  });

  it("shows every indicator as published, with its source, beside what its sector computes", async () => {
    const page = await open("figures");
    const { indicators } = await answerOf<{ indicators: { nodes: Indicator[] } }>(
      `{ indicators(first: 200) { nodes { name(lang: EN) measurementUnit
        latest { source { title(lang: EN) } computed { value difference } } conflicts { period } } } }`,
    );
    const cells = await cellsIn(page, "figures");
    const [disagreeing, agreeing] = [true, false].map((does) =>
      indicators.nodes.filter(({ conflicts }) => conflicts.length > 0 === does),
    );
    const nodes = [...(disagreeing ?? []), ...(agreeing ?? [])];
    expect(cells.map(([name]) => name)).toEqual(nodes.map(({ name }) => name));
    const written = (value: string | undefined, unit: string | null) =>
      value === undefined ? undefined : unit === "ratio" ? percent(Number(value)) : count(Number(value));
    nodes.forEach(({ latest, measurementUnit }, index) => {
      const [, , source, computed, difference] = cells[index] ?? [];
      if (latest) expect(source).toContain(latest.source.title);
      if (!latest?.computed) return;
      expect(computed).toContain(written(latest.computed.value, measurementUnit));
      expect(difference).toBe(written(latest.computed.difference, measurementUnit));
    });
  });

  it.each([
    ["unit", "00004", "Ward Ba Dinh"],
    ["organization", "SKHCN", "Department of Science and Technology"],
  ])("has a page of one %s", async (part, code, title) => {
    const page = await open(part, undefined, `&code=${code}`);
    expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toContain(title);
    if (part === "unit") {
      const { administrativeUnit: unit } = await answerOf<{ administrativeUnit: UnitAnswer }>(
        `{ administrativeUnit(code: "00004") { population
          dossierStats(filter: { receivedOn: { gte: "2025-07-01", lte: "2025-11-14" } }) { received } } }`,
      );
      expect(await tileOf(page, "population")).toBe(count(unit.population));
      expect(await tileOf(page, "unit-received")).toBe(count(unit.dossierStats.received));
    } else {
      const { organization } = await answerOf<{ organization: { taskStats: Counts } }>(
        `{ organization(code: "SKHCN") { taskStats { assigned completed underway overdue } } }`,
      );
      for (const key of ["assigned", "completed", "underway", "overdue"] as const) {
        expect(await tileOf(page, `organization-${key}`)).toBe(count(organization.taskStats[key]));
      }
    }
  });

  it("sees a change without a reload and without asking again", async () => {
    const page = await open("city");
    const before = await tileOf(page, "completed");
    const asked = () => page.requested.filter((url) => new URL(url).pathname === "/graphql").length;
    // Each of the part's documents is held.
    const held = (count: number) =>
      eventually(async () => (dashboard.gateway.live.count === count ? true : undefined));
    await held(5);
    const requests = asked();
    const after = await completeOne();
    expect(after).not.toBe(before);
    await page.locator('[data-figure="completed"] .figure-value', { hasText: after }).waitFor();
    expect([asked(), page.requested.filter((url) => url.includes("/dashboard?")).length]).toEqual([
      requests,
      1,
    ]);
    await page.goto("about:blank");
    await held(0);
  });

  it("sees a change by asking again where no socket is to be had", async () => {
    const page = await dashboard.open("/dashboard?lang=en", { as: "analyst" });
    pages.push(page);
    await page.routeWebSocket("**/graphql", (socket) => socket.close());
    await page.clock.install();
    await page.goto(`${dashboard.gateway.url}/dashboard?lang=en&part=city`);
    await panelsLoaded(page);
    const after = await completeOne();
    const seen = page.locator('[data-figure="completed"] .figure-value', { hasText: after });
    // A request that was on its way already may bring the state of before; the next one does not.
    for (let polls = 0; polls < 4 && !(await seen.isVisible()); polls++) {
      const asked = page.waitForResponse((response) => response.url().includes(documentOf("CityTasks")));
      await page.clock.fastForward("00:31");
      await asked;
    }
    await seen.waitFor();
  });

  /** Completes a task; gives how many are completed then, as the page writes it. */
  async function completeOne(): Promise<string> {
    const { tasks } = await answerOf<{ tasks: { nodes: { id: string; version: number }[] } }>(
      "{ tasks(filter: { status: { eq: IN_PROGRESS } }, first: 1) { nodes { id version } } }",
    );
    const [task] = tasks.nodes;
    const input = { task: task?.id, expectedVersion: task?.version, completedOn: "2025-11-14" };
    const { completeTask } = await answerOf<{ completeTask: { userErrors: unknown[] } }>(
      "mutation Complete($input: CompleteTaskInput!) { completeTask(input: $input) { userErrors { code message } } }",
      { input },
      "admin",
    );
    expect(completeTask.userErrors).toEqual([]);
    const { taskStats } = await answerOf<{ taskStats: { totals: Counts } }>(
      "{ taskStats { totals { assigned completed underway overdue } } }",
    );
    return count(taskStats.totals.completed);
  }

  async function open(part: string, asOf?: string, more = ""): Promise<TestPage> {
    const address = `/dashboard?lang=en&part=${part}${asOf === undefined ? "" : `&day=${asOf}`}${more}`;
    const page = await dashboard.open(address, { as: "analyst" });
    pages.push(page);
    return page;
  }

  async function answerOf<Data>(query: string, variables = {}, as = "analyst"): Promise<Data> {
    const response = await dashboard.ask("/graphql", { query, variables }, as);
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }
});

/** The hash by which the page asks for a document. */
function documentOf(name: string): string {
  const documents = [...(readPageManifests().get("dashboard") ?? [])];
  const [found] = documents.filter(([, text]) => text.includes(`query ${name}(`));
  if (!found) throw new Error(`Expected a document ${name} of the dashboard; there is none.`);
  return found[0];
}

interface Counts {
  assigned: number;
  completed: number;
  underway: number;
  overdue: number;
}
interface TaskMeasures extends Counts {
  onTimeRateOfDue: Rate;
}
interface Rate {
  value: number | null;
}
interface TaskStats {
  totals: TaskMeasures;
  rows: { measures: TaskMeasures }[];
}
interface Task {
  title: string;
  dueOn: string;
  daysOverdue: number;
  leadOrganization: { name: string };
}
interface Week {
  bucket: { label: string };
  isPartial: boolean;
  measures: { overdue: number; underway: number };
}

interface WarningList {
  week: string;
  asOf: string;
  isPartial: boolean;
  entries: {
    organization: { name: string };
    overdueCount: number;
    maxDaysOverdue: number;
    consecutiveWeeks: number;
  }[];
}
interface Milestone {
  name: string;
  conflicting: boolean;
  plans: { source: { title: string } }[];
}
type DossierMeasures = Record<"received" | "resolved" | "pending" | "overdue", number> &
  Record<
    | "onTimeRate"
    | "digitisationRate"
    | "electronicResultRate"
    | "onlinePaymentRate"
    | "syncRate"
    | "satisfactionRate",
    Rate
  >;
interface DossierRow {
  bucket?: { label: string };
  isPartial?: boolean;
  procedureField?: { name: string };
  measures: DossierMeasures;
}
interface DossierStats {
  totals: DossierMeasures;
  rows: DossierRow[];
}
interface InnovationAnswer {
  coverage5G: { populationShare: { value: number } };
  enterpriseStats: { totals: { startups: number } };
  compositeIndex: {
    pillars: { name: string; components: { results: { year: number; score: number | null }[] }[] }[];
    edition: { rank: number; fieldSize: number };
  };
}
interface InfrastructureAnswer {
  administrativeUnits: { nodes: { code: string; readiness: { criteria: { meets: boolean }[] } }[] };
  itSystemStats: { totals: { systems: number; migrated: number } };
  datasetStats: { totals: { datasets: number; live: Rate } };
}
interface Indicator {
  conflicts: { period: string }[];
  name: string;
  measurementUnit: string | null;
  latest: { source: { title: string }; computed: { value: string; difference: string } | null } | null;
}
interface UnitAnswer {
  population: number;
  dossierStats: { received: number };
}

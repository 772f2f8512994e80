import "reflect-metadata";
import sql, { type Sql } from "sql-template-tag";
import { setTransactionDay } from "../../shared/database/transaction-day";
import type { ComputedMeasure } from "../../shared/kit/computed/compute-measures";
import type { Compute } from "../../shared/kit/computed/figure";
import type { FigureValue } from "../../shared/kit/computed/figure-value";
import type { Subgraph } from "../../shared/kit/subgraph/define-subgraph";
import {
  computeByInfrastructure,
  computedInfrastructureMeasures,
} from "../../subgraphs/infrastructure/computed/computed-by-infrastructure";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import {
  computeByInnovation,
  innovationMeasures,
} from "../../subgraphs/innovation/computed/computed-by-innovation";
import { innovation } from "../../subgraphs/innovation/subgraph";
import {
  computeByProcedures,
  proceduresMeasures,
} from "../../subgraphs/procedures/computed/computed-by-procedures";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { computeByTasks, tasksMeasures } from "../../subgraphs/tasks/computed/computed-by-tasks";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * `ComputedValue.periodEnd` bounds what is counted: whatever a sector's rows say today, each of its figures of a past day
 * stays what it was, and that of today follows.
 */

const later = "2026-03-02";
const now = `${later}T09:00:00+07:00`;
const pastDays = [
  "1990-06-30",
  "2025-08-31",
  "2025-10-15",
  "2025-11-12",
  "2025-11-14",
  "2025-12-25",
  "2026-03-01",
];

interface Sector {
  subgraph: Subgraph;
  figures: ReadonlyMap<string, ComputedMeasure>;
  compute: Compute;
  /** Changes by the means of the graph. */
  mutations: [mutation: string, find: Sql][];
  /** And by hand, of all rows. */
  statements: Sql[];
  /** Figures that none of it moves. */
  unmoved?: string[];
}

const sectors: Sector[] = [
  {
    subgraph: tasks,
    figures: tasksMeasures,
    compute: computeByTasks,
    mutations: [
      [
        `completeTask(input: { task: $id, expectedVersion: $version, completedOn: "2026-02-28" })`,
        sql`SELECT 'Task:' || id AS id, version FROM task WHERE completed_on IS NULL ORDER BY assigned_on DESC LIMIT 60`,
      ],
      [
        `extendTaskDeadline(input: { task: $id, expectedVersion: $version, dueOn: "2027-01-31", reason: "r" })`,
        sql`SELECT 'Task:' || id AS id, version FROM task WHERE completed_on IS NULL ORDER BY task.id LIMIT 30`,
      ],
      ...(["CENTRAL", "CITY"] as const).map((by): [string, Sql] => [
        `assignTask(input: { code: "X-${by}", title: "t", assignedBy: ${by}, leadOrganization: "STC", assignedOn: "2025-09-01", dueOn: "2025-09-30" })`,
        sql`SELECT`,
      ]),
    ],
    statements: [],
  },
  {
    subgraph: procedures,
    figures: proceduresMeasures,
    compute: computeByProcedures,
    mutations: [
      [
        `updateProcedure(input: { code: $code, greenLaneDecision: "QD-1", greenLaneReducedDays: 0 })`,
        sql`SELECT code FROM procedure WHERE green_lane_decision IS NULL ORDER BY code LIMIT 3`,
      ],
      [
        `updateProcedure(input: { code: $code, greenLaneDecision: null })`,
        sql`SELECT code FROM procedure WHERE green_lane_decision LIKE 'SYN%' ORDER BY code LIMIT 60`,
      ],
      [
        `updateProcedure(input: { code: $code, statutoryDays: 1000 })`,
        sql`SELECT code FROM procedure WHERE green_lane_decision IS NOT NULL ORDER BY code LIMIT 60`,
      ],
      [
        `recordDossierEvent(input: { dossier: $id, status: RESOLVED, at: "2026-03-02T08:00:00+07:00" })`,
        sql`SELECT 'Dossier:' || id AS id FROM dossier WHERE status = 'PROCESSING' ORDER BY id LIMIT 40`,
      ],
    ],
    statements: [
      sql`INSERT INTO procedure SELECT 'X' || code, name, field_code, level, online_level, competent_organization_code,
        statutory_days, NULL, NULL, to_restructure, business_sector, 'REPORTED', changed_at FROM procedure`,
      sql`UPDATE dossier SET electronic_result = TRUE, status = 'RESOLVED', resolved_at = ${now}::timestamptz, satisfaction = 1
        WHERE status IN ('ACCEPTED', 'PROCESSING')`,
      sql`SELECT create_dossier_month('2026-03-01')`,
      sql`INSERT INTO dossier SELECT new_dossier_id(${now}), procedure_code, unit_code, organization_code, channel, applicant,
        'REGISTERED', ${now}, ${now}, NULL, NULL, NOT digitised, FALSE, 'OFFLINE', NULL, NULL, 'REPORTED' FROM dossier LIMIT 5000`,
    ],
  },
  {
    subgraph: innovation,
    figures: innovationMeasures,
    compute: computeByInnovation,
    mutations: [
      [
        `registerEnterprise(input: { name: $name, kinds: [SCIENCE_TECHNOLOGY], innovating: true, foundedOn: "2010-01-01" })`,
        sql`SELECT 'X' || name AS name FROM enterprise ORDER BY id LIMIT 3`,
      ],
      [
        `registerEnterprise(input: { name: $name, kinds: [SCIENCE_TECHNOLOGY], innovating: true })`,
        sql`SELECT 'Y' || name AS name FROM enterprise ORDER BY id LIMIT 3`,
      ],
    ],
    statements: [
      sql`UPDATE enterprise SET innovating = NOT innovating WHERE id % 3 = 0`,
      sql`UPDATE enterprise SET kinds = '{SCIENCE_TECHNOLOGY}' WHERE id % 5 = 0`,
      sql`UPDATE enterprise SET kinds = '{STARTUP}', certified_on = NULL WHERE id % 5 = 1`,
      sql`UPDATE enterprise SET founded_on = NULL, certified_on = NULL WHERE id % 7 = 2`,
      sql`UPDATE strategic_product SET enterprise_id = NULL`,
      sql`DELETE FROM enterprise WHERE id % 11 = 3`,
      sql`UPDATE strategic_product SET stage = 'COMMERCIALISED' WHERE stage <> 'COMMERCIALISED'`,
      sql`INSERT INTO index_edition (index_code, year, field_size, score, origin) VALUES ('PII', 2026, 34, NULL, 'REPORTED')`,
      sql`INSERT INTO component_result (component_code, year, index_code, rank, origin)
        SELECT component_code, 2026, index_code, 1, 'REPORTED' FROM component_result WHERE year = 2025 LIMIT 40`,
      sql`UPDATE component_result SET rank = 2 WHERE year = 2025`,
      sql`UPDATE coverage_5g SET population_covered = population`,
      sql`INSERT INTO coverage_5g VALUES ('00004', '2026-02-01', 1, 1, 9, 'REPORTED')`,
    ],
  },
  {
    subgraph: infrastructure,
    figures: computedInfrastructureMeasures,
    compute: computeByInfrastructure,
    mutations: [
      [
        `publishDataset(input: { title: "Mới", publisher: $code, theme: "EDUC", frequency: DAILY, accessLevel: OPEN,
          license: "CC-BY-4.0", onOpenDataPortal: true })`,
        sql`SELECT code FROM organization ORDER BY code LIMIT 3`,
      ],
      [
        `recordSystemMigration(input: { code: $code, migration: NOT_STARTED, hosting: ON_PREMISES })`,
        sql`SELECT code FROM it_system WHERE migration = 'MIGRATED' ORDER BY code LIMIT 30`,
      ],
      [
        `recordSystemMigration(input: { code: $code, migration: MIGRATED, hosting: CITY_CLOUD, migratedOn: "2025-11-01" })`,
        sql`SELECT code FROM it_system WHERE migration <> 'MIGRATED' ORDER BY code DESC LIMIT 7`,
      ],
    ],
    statements: [
      sql`UPDATE dataset SET on_open_data_portal = FALSE WHERE id % 2 = 0`,
      sql`DELETE FROM unit_application WHERE unit_code < '00500'`,
      sql`INSERT INTO administrative_unit SELECT '9' || substr(code, 2), name_vi, name_en, kind, parent_code, area_km2,
        population, longitude, latitude FROM administrative_unit WHERE kind <> 'CITY' LIMIT 4`,
    ],
  },
];

describe.each(sectors.map((sector) => [sector.subgraph.name, sector] as const))(
  "the figures of %s",
  (_, sector) => {
    let subgraph: TestSubgraph;
    beforeAll(async () => {
      subgraph = await openTestSubgraph(sector.subgraph);
    });
    afterAll(() => subgraph.close());

    /** Every figure of some days, by its code and its days. */
    async function figuresOf(days: string[]): Promise<Record<string, FigureValue | null>> {
      const context = subgraph.context({ now });
      const asked = [...sector.figures.keys()].flatMap((indicator) =>
        days.flatMap((periodEnd) =>
          [null, "2025-07-01"].map((periodStart) => ({
            indicator,
            periodStart,
            periodEnd,
            value: "0.000000",
          })),
        ),
      );
      const found = asked
        .filter(({ periodStart, periodEnd }) => periodStart === null || periodStart <= periodEnd)
        .map(async (one) => {
          const name = `${one.indicator} ${one.periodStart}/${one.periodEnd}`;
          return [name, await sector.compute(context, one)] as const;
        });
      return Object.fromEntries(await Promise.all(found));
    }

    it("of past days stay as they were, and those of today follow", async () => {
      const before = await figuresOf(pastDays);
      const today = await figuresOf([later]);
      for (const [mutation, find] of sector.mutations) {
        for (const row of await subgraph.database.rows<Record<string, string | number>>(find)) {
          await change(mutation, row);
        }
      }
      for (const statement of sector.statements) {
        await subgraph.database.transaction(async (database) => {
          await setTransactionDay(database, later);
          await database.rows(statement);
        });
      }
      expect(await figuresOf(pastDays)).toEqual(before);
      const follow = await figuresOf([later]);
      const still = Object.keys(today).filter((key) => follow[key]?.value === today[key]?.value);
      expect(still).toEqual([]);
      const days = Object.values({ ...before, ...follow }).map((figure) => figure?.periodEnd);
      expect([...new Set(days)].toSorted()).toEqual([...pastDays, later].toSorted());
    });

    it("of what is not over are of today, and of days to come there are none", async () => {
      const context = subgraph.context({ now });
      for (const [indicator, { isOfPeriod }] of sector.figures) {
        const of = (periodStart: string) =>
          sector.compute(context, { indicator, periodStart, periodEnd: "2026-12-31", value: "1" });
        const today = expect.objectContaining({ periodEnd: later });
        expect([await of("2026-01-01"), await of("2026-04-01")]).toEqual([today, isOfPeriod ? null : today]);
      }
    });

    async function change(mutation: string, row: Record<string, string | number>): Promise<void> {
      const names = Object.keys(row);
      const declared = names.map((name) => `$${name}: ${types[name] ?? "ID!"}`).join(", ");
      const { data, errors } = await subgraph.execute(
        `mutation ${declared && `(${declared})`} { done: ${mutation} { userErrors { message } } }`,
        row,
        { now },
      );
      expect({ mutation, errors, data }).toEqual({
        mutation,
        errors: [],
        data: { done: { userErrors: [] } },
      });
    }
  },
);

/** Types of variables that are no keys. */
const types: Record<string, string> = { version: "Int!", name: "String!" };

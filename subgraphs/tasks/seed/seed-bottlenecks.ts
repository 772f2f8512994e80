import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import type { Seed } from "../../../shared/database/seed";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { Bottleneck, BottleneckOrganization } from "../bottleneck/bottleneck";

/** Bottlenecks of the demonstration: each holds up the open tasks whose title has its words. */
const bottlenecks = [
  {
    code: "BN-2025-01",
    title: "Dữ liệu chuyên ngành chưa kết nối",
    description: "Các hệ thống dùng chuẩn dữ liệu khác nhau.",
    organizations: ["SKHCN", "SNNMT"],
    openedOn: "2025-04-15",
    resolvedOn: null,
    words: "dữ liệu",
  },
  {
    code: "BN-2025-02",
    title: "Hạ tầng công nghệ thông tin cấp xã chưa đáp ứng",
    description: "Thiết bị và đường truyền chưa theo mô hình hai cấp.",
    organizations: ["SKHCN", "STC"],
    openedOn: "2025-07-01",
    resolvedOn: null,
    words: "cấp xã",
  },
  {
    code: "BN-2025-03",
    title: "Quy trình thanh toán trực tuyến chưa thống nhất",
    description: null,
    organizations: ["TTPVHCC"],
    openedOn: "2025-03-03",
    resolvedOn: "2025-09-30",
    words: "thanh toán",
  },
];

export const seedBottlenecks: Seed = {
  name: "bottlenecks",
  run: async ({ database }) => {
    const rows = bottlenecks.map(({ organizations, words, ...row }) => ({
      ...row,
      origin: DataOrigin.SYNTHETIC,
    }));
    await database.repository(Bottleneck).insert(rows);
    await database
      .repository(BottleneckOrganization)
      .insert(
        bottlenecks.flatMap(({ code, organizations }) =>
          organizations.map((organizationCode) => ({ bottleneckCode: code, organizationCode })),
        ),
      );
    for (const { code, words } of bottlenecks) await tieTasks(database, code, words);
    await tieKeyResults(database);
  },
};

async function tieTasks(database: Database, code: string, words: string): Promise<void> {
  await database.rows(sql`
    INSERT INTO bottleneck_task (bottleneck_code, task_id)
    SELECT ${code}, id FROM task
    WHERE completed_on IS NULL AND search_text(title) LIKE '%' || search_text(${words}) || '%'`);
}

/** Open tasks of an objective's organization serve its key results in turn. */
async function tieKeyResults(database: Database): Promise<void> {
  await database.rows(sql`
    WITH open AS (
      SELECT id, lead_organization_code AS lead, row_number() OVER (PARTITION BY lead_organization_code ORDER BY id) AS at
      FROM task WHERE completed_on IS NULL
    ), chosen AS (
      SELECT o.id, (array_agg(k.code ORDER BY k.code))[1 + o.at % count(*)] AS code
      FROM open o JOIN objective ON objective.organization_code = o.lead
      JOIN key_result k ON k.objective_code = objective.code GROUP BY o.id, o.at
    )
    UPDATE task SET key_result_code = chosen.code FROM chosen WHERE task.id = chosen.id`);
}

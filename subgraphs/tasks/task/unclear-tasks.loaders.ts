import sql from "sql-template-tag";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { type Rate, rate } from "../../../shared/kit/graphql/rate";
import { defineLoader } from "../../../shared/kit/loader/loaders";
import { unclear } from "./unclear";

/** The share of a lead's tasks that lack at least one of the six now, by its code. */
export const unclearRateByLead = defineLoader<Rate, void, SubgraphContext>(async (leads, { database }) => {
  const rows = await database.rows<{ lead: string; unclear: number; tasks: number }>(sql`
    SELECT t.lead_organization_code AS lead, (count(*) FILTER (WHERE ${unclear}))::int AS unclear,
      count(*)::int AS tasks
    FROM task t WHERE t.lead_organization_code = ANY(${[...leads]}) GROUP BY 1`);
  const counted = new Map(rows.map((row) => [row.lead, rate(row.unclear, row.tasks)]));
  return new Map(leads.map((lead) => [lead, counted.get(lead) ?? rate(0, 0)]));
});

import sql from "sql-template-tag";
import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Milestone, MilestonePlan } from "./milestone";

/** A milestone by its code. */
export const milestoneByCode = defineLoader<Milestone, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Milestone).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** Everything published about when a milestone is planned, earliest first, by its code. */
export const plansByMilestone = defineLoader<MilestonePlan[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(MilestonePlan).find({
      where: { milestoneCode: In([...codes]) },
      order: { plannedEnd: "ASC", plannedStart: "ASC", id: "ASC" },
    });
    return groupByKey(codes, rows, (row) => row.milestoneCode);
  },
);

/** Codes of the organizations that answer for a milestone, by its code. */
export const leadsByMilestone = defineLoader<string[], void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.rows<{ milestone: string; lead: string }>(sql`
    SELECT milestone_code AS milestone, organization_code AS lead FROM milestone_lead
    WHERE milestone_code = ANY(${[...codes]}) ORDER BY 1, 2`);
  const groups = groupByKey(codes, rows, (row) => row.milestone);
  return new Map([...groups].map(([code, group]) => [code, group.map((row) => row.lead)]));
});

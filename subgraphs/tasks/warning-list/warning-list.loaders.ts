import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { defineLoader, groupByKey } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { findOverdueTasks } from "./warning-list.queries";

/** Ids of the tasks that a lead had overdue at the end of a day, longest overdue first, by the lead's code. */
export const overdueTaskIdsByLead = defineLoader<string[], { asOf: CalendarDay }, SubgraphContext>(
  async (leads, { database }, { asOf }) => {
    const rows = await findOverdueTasks(database, leads, asOf);
    const groups = groupByKey(leads, rows, (row) => row.lead);
    return new Map([...groups].map(([lead, group]) => [lead, group.map((row) => row.id)]));
  },
);

import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey } from "../../../shared/kit/loader/loaders";
import { findOverdueTasks } from "./warning-list.queries";

/** Ids of the tasks that a lead had overdue at the end of a day, longest overdue first, by the lead's code. */
export const overdueTaskIdsByLead = defineLoader<string[], { asOf: CalendarDay }, SubgraphContext>(
  async (leads, { database }, { asOf }) => {
    const rows = await findOverdueTasks(database, leads, asOf);
    const groups = groupByKey(leads, rows, (row) => row.lead);
    return new Map([...groups].map(([lead, group]) => [lead, group.map((row) => row.id)]));
  },
);

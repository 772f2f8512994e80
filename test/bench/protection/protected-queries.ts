import type { StatisticsQuery } from "../../../shared/kit/cube/statistics-query";
import { asGraphQL } from "../statistics/as-graphql";

/** All dossiers, by a filter that no other time has: so that a question is asked for the first time more than once. */
export function allDossiers(time: number): string {
  return `{ dueOn: { lt: "${2030 + Math.floor(time / 12)}-${String(1 + (time % 12)).padStart(2, "0")}-01" } }`;
}

/** A question as a query, of some rows or all dossiers besides. */
export function plainQuery(query: StatisticsQuery, time: number): string {
  const text = asGraphQL(query);
  return text.includes("filter: {")
    ? text.replace("filter: {", `filter: { and: [${allDossiers(time)}],`)
    : text.replace("first: 100", `first: 100, filter: ${allDossiers(time)}`);
}

/** A client that asks for more than anyone needs, over so many connections at once. */
export interface Flood {
  name: string;
  connections: number;
  /** Asked with an analyst's token. */
  isAnalyst?: boolean;
  query: (asked: number) => string;
}

const nested = `{ organization(code: "SNNMT") { procedures(first: 200) { nodes { competentOrganization {
  procedures(first: 200) { nodes { competentOrganization { procedures(first: 200) { nodes { code } } } } } } } } } }`;
const emptyDays = `{ dossierStats(groupBy: [UNIT], timeBucket: { grain: DAY },
  filter: { receivedOn: { gte: "9990-01-01", lt: "9999-12-31" } }) { rows { measures { received } } } }`;
const everyDay = `{ dossierStats(first: 10000, groupBy: [UNIT, PROCEDURE, CHANNEL], timeBucket: { grain: DAY }) {
  rows { measures { received onTimeRate { value } } } } }`;
const page = `{ dossiers(filter: { organization: { in: ["U10330"] }, receivedOn: { gte: "2025-10-01" } }, first: 20,
  orderBy: [{ field: DUE_AT }]) { nodes { code } } }`;

export const floods: readonly Flood[] = [
  { name: "three connections of 200 within one another", connections: 4, query: () => nested },
  { name: "ten years of empty days", connections: 4, query: () => emptyDays },
  {
    name: "3,000 aliases, each text new",
    connections: 10,
    query: (asked) =>
      `{ ${Array.from({ length: 3_000 }, (_, index) => `a${asked}_${index}: __typename`).join(" ")} }`,
  },
  { name: "10,000 rows over three dimensions by day", connections: 5, query: () => everyDay },
  { name: "an analyst's pages of dossiers", connections: 24, isAnalyst: true, query: () => page },
];

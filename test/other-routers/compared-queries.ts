/** A query that another router is asked beside our gateway, and what is known of the router's answer. */
export interface ComparedQuery {
  query: string;
  /** What the router makes otherwise of it, and it is no fault of the graph's; absent: its answer is ours. */
  differs?: string;
}

const units = (fields: string) => `{ administrativeUnits(first: 3) { nodes { ${fields} } } }`;

/** Each crosses subgraphs; single dossiers and their audit need the client's token to reach the sector. */
export const comparedQueries: readonly ComparedQuery[] = [
  {
    query: `{ administrativeUnit(code: "00004") { name taskStats { overdue } dossierStats { received } } }`,
  },
  { query: "{ dossiers(first: 2) { nodes { code unit { name code } } } }" },
  { query: "{ tasks(first: 2) { nodes { id title leadOrganization { name taskStats { overdue } } } } }" },
  { query: "{ indicators(first: 5) { nodes { code name targets(first: 1) { nodes { value } } } } }" },
  { query: units("name coverage5G { month } taskStats { overdue }") },
  {
    query: units("name code: name dossierStats { received } "),
    differs:
      "an alias that is named like the key by which it asks another subgraph makes two fields of one name",
  },
  {
    query: `{ keyResults(first: 3, filter: { search: "DVC" }) { nodes { code computed { value sector { code } } } } }`,
    differs:
      "of a field that requires fields of one type from several subgraphs it answers null without an error",
  },
];

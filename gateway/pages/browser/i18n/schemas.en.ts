import type { schemasVi } from "./schemas.vi";
import type { TextsLike } from "./texts";

/** Texts of the page of schemas, in English. */
export const schemasEn: TextsLike<typeof schemasVi> = {
  title: "Schemas",
  signIn: "Sign in with your organization's token to see schemas.",
  notKept: "This gateway has no database of its own: it keeps no versions of schemas and no uses.",
  subgraphs: "Subgraphs",
  graph: {
    none: "No schema has been published yet: the graph comes from files.",
    served: "Graph {{number}}, {{at}}, by {{by}}.",
    everywhere: "All processes serve it.",
    behind: "{{count}} processes do not serve it yet.",
  },
  columns: {
    name: "Subgraph",
    version: "Version",
    owner: "Owner",
    versions: "Published",
    element: "Element",
    uses: "Who uses it still, in the last {{days}} days",
    verdict: "Outcome",
    when: "At",
    summary: "Summary",
  },
  adminsAlone: "admins alone",
  fromFiles: "from files",
  deprecated: "Deprecated",
  nothingDeprecated: "Nothing is deprecated.",
  nobody: "nobody",
  noName: "a client without a name",
  times: "{{times}} times, last {{at}}",
  checks: "Recent checks",
  noChecks: "No schema has been checked yet.",
  verdicts: { passed: "passed", refused: "refused", not_composed: "does not compose" },
  days: "Use of the last {{days}} days counts.",
  recordedSince: "Recorded since {{day}}.",
  neverRecorded: "No use has been recorded yet.",
};

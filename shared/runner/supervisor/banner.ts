import { join } from "node:path";
import { fromRoot } from "../../base/project/project-root";
import type { SubgraphElsewhere } from "../../base/project/subgraph-list";
import { originOf } from "./child-environment";
import type { Settings } from "./settings";

/** What is shown when everything is up: where to look, and how to go on. */
export function bannerLines(
  settings: Settings,
  database: string | undefined,
  seconds: number,
  elsewhere: readonly SubgraphElsewhere[] = [],
): string[] {
  const gateway = originOf(settings, settings.gateway);
  const width = Math.max(...settings.subgraphs.map(({ name }) => name.length));
  const subgraphs = settings.subgraphs.map(
    (subgraph) => `${subgraph.name.padEnd(width)}  ${originOf(settings, subgraph)}/graphql`,
  );
  // Its keys sign the tokens.
  const folder =
    settings.dataDirectory === fromRoot(".data") ? "" : `DATA_DIRECTORY=${settings.dataDirectory} `;
  return [
    "",
    `Everything is up after ${seconds.toFixed(1)} s.`,
    "",
    ...row("Explorer", [`${gateway}/`]),
    ...row("Dashboard", [`${gateway}/dashboard`]),
    ...row("GraphQL", [`${gateway}/graphql`]),
    ...row("Health", [`${gateway}/health/ready`]),
    ...row("Subgraphs", subgraphs),
    ...row(
      "Elsewhere",
      elsewhere.map(({ name, url, owner }) => `${name}  ${url} (${owner})`),
    ),
    ...row("Database", [database ? `postgres://postgres@${database}/postgres` : "as *_DATABASE_URL say"]),
    ...row("Passwords", database ? [join(settings.dataDirectory, "secrets.json")] : []),
    ...row("Logs", [join(settings.dataDirectory, "logs")]),
    ...row("Token", [`${folder}npm run --silent token -- --role editor --org SKHCN`]),
    "",
    "Ctrl-C stops everything.",
  ];
}

/** A label before the first of some values; the others stand below it. */
function row(label: string, values: string[]): string[] {
  return values.map((value, index) => `  ${(index === 0 ? label : "").padEnd(11)}${value}`);
}

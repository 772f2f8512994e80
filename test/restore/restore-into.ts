import { fixedClock } from "../../shared/base/clock/clock";
import { Database } from "../../shared/database/database";
import { migrate } from "../../shared/database/migrate";
import { runSeeds } from "../../shared/database/seed";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import { copyRows } from "../support/database/copy-database";
import { sourceOf, testNow } from "../support/subgraph/subgraph-harness";
import type { Drill } from "./drills";

/** Makes a database of another server with the rows of one here, as an administrator does. Gives its URL. */
export async function restoreInto(
  serverUrl: string,
  { subgraph, prepare }: Drill,
  url: string,
): Promise<string> {
  const name = `${subgraph.name}_${Math.random().toString(36).slice(2)}`;
  await provisionDatabase(serverUrl, name, "secret");
  const restored = new URL(serverUrl);
  restored.pathname = `/${name}`;
  const [from, to] = [sourceOf(subgraph, url), sourceOf(subgraph, restored.href)];
  await Promise.all([from.initialize(), to.initialize()]);
  await migrate(to);
  // Makes its table.
  await runSeeds(to, [], { clock: fixedClock(testNow), scale: 1, progress: () => undefined });
  await prepare(Database.of(from), Database.of(to));
  await Promise.all([from.destroy(), to.destroy()]);
  await copyRows(url, restored.href);
  return restored.href;
}

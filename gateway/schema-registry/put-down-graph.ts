import type { Clock } from "../../shared/base/clock/clock";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import type { BaseGraph, Proposal } from "./proposal";
import { claimNext, insertGraph, insertVersion } from "./registry.queries";

/** Another graph has the number: what was composed does not have what it has. */
export class SomebodyWasFaster extends Error {
  override name = "SomebodyWasFaster";
}

/**
 * Puts a composed graph down as the next one, with the version that is new in it. Gives the numbers of both; a subgraph that is
 * retired has none. Throws SomebodyWasFaster where another graph was put down meanwhile.
 */
export function putDownGraph(
  database: GatewayDatabase,
  base: BaseGraph,
  { name, cause, next, version, accept }: Proposal,
  made: { supergraphSdl: string; by: Viewer; clock: Clock },
): Promise<{ number: number; version: number | null }> {
  return database.change(async (statements) => {
    if (!(await claimNext(statements, base.number))) throw new SomebodyWasFaster();
    const [by, now] = [made.by.subject ?? "", made.clock.now()];
    const versions = new Map(Object.entries(base.versions));
    // The first publication takes over what there was: from here on a graph is what the registry says.
    for (const each of base.number === 0 ? base.schemas : [])
      versions.set(each.name, await insertVersion(statements, each, [], "files", now));
    if (next) versions.set(name, version ?? (await insertVersion(statements, next, accept, by, now)));
    else versions.delete(name);
    const head = { cause, subgraph: name, madeBy: by, madeAt: now, versions: Object.fromEntries(versions) };
    const number = base.number + 1;
    await insertGraph(statements, { ...head, number }, made.supergraphSdl);
    return { number, version: versions.get(name) ?? null };
  });
}

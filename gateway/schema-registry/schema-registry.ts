import { randomUUID } from "node:crypto";
import { GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { requireRole } from "../../shared/http/identity/require-role";
import type { Viewer } from "../../shared/http/identity/viewer";
import { type CheckReport, notComposed } from "./check-report";
import type { Composer } from "./composing/composer";
import { firstDay, judgeProposal } from "./judge-proposal";
import { type BaseGraph, bareSchema, type Proposal, proposePublication, readBaseGraph } from "./proposal";
import type { Publication } from "./publication";
import { type Published, type PublishOptions, publishProposal } from "./publish-proposal";
import { findPredecessor, findVersion, insertCheck, saveOwner } from "./registry.queries";
import { requireOwner } from "./require-owner";

/** Schemas of subgraphs: proposed, published, taken back. */
export interface SchemaRegistry {
  /** What a schema would do, without publishing it. Throws FORBIDDEN for who is not its owner. */
  check(
    name: string,
    publication: Publication,
    days: number | undefined,
    viewer: Viewer,
  ): Promise<CheckReport>;
  /**
   * Publishes a schema that its subgraph already serves: the graph is composed anew, and all gateways take it. Throws
   * BAD_USER_INPUT where it does not compose, ILLEGAL_CHANGE where it would break somebody, naming whom, or is not served.
   */
  publish(name: string, publication: Publication, viewer: Viewer): Promise<Published>;
  /** Publishes an earlier version once more, whomever that breaks: the one before, where none is named. */
  rollback(name: string, version: number | undefined, viewer: Viewer): Promise<Published>;
  /** Takes a subgraph out of the graph. Throws ILLEGAL_CHANGE while somebody uses what it has. */
  retire(name: string, accept: readonly string[], viewer: Viewer): Promise<Published>;
  /** Says who publishes it. For admins. */
  assign(
    name: string,
    owner: { owner: string | null; contact: string | null },
    viewer: Viewer,
  ): Promise<void>;
}

export interface SchemaRegistryOptions extends Omit<PublishOptions, "composer" | "readBase" | "noteCheck"> {
  composer: Pick<Composer, "compose" | "listed">;
  /** The supergraph that is served now. */
  supergraphSdl: () => string;
}

export function createSchemaRegistry(options: SchemaRegistryOptions): SchemaRegistry {
  const { database, composer, supergraphSdl, checkDays, clock } = options;

  const readBase = () => readBaseGraph(database, composer, supergraphSdl);
  const noteCheck = async ({ subgraph, verdict, counts, summary }: CheckReport, viewer: Viewer) => {
    if (!database.isConfigured()) return;
    const { breaking } = counts;
    const told = { id: randomUUID(), subgraph, verdict, breaking, summary: summary.slice(0, 1_000) };
    await database.use((statements) =>
      insertCheck(statements, { ...told, checkedBy: viewer.subject ?? "", checkedAt: clock.now() }),
    );
  };
  const versionBefore = async (name: string, current: number) =>
    (await database.use((statements) => findPredecessor(statements, name, current))) ?? current - 1;
  const publish = (make: (base: BaseGraph) => Promise<Proposal | Published>, viewer: Viewer) =>
    publishProposal(make, viewer, { ...options, readBase, noteCheck });
  return {
    async check(name, publication, days = checkDays, viewer) {
      await requireOwner(database, name, viewer, "checking a schema");
      const [base, texts] = [await readBase(), await options.texts()];
      const proposal = proposePublication(base, name, publication, viewer);
      const judging = judgeProposal(base, proposal, { database, composer, clock, texts, days, viewer });
      const report = await judging.then(
        (judged) => judged.report,
        (error: unknown) => {
          if (!(error instanceof GraphError) || error.code !== "BAD_USER_INPUT") throw error;
          return notComposed(name, error.message, {
            ...{ days, since: firstDay(clock, days), recordedSince: null },
          });
        },
      );
      await noteCheck(report, viewer);
      return report;
    },
    async publish(name, publication, viewer) {
      await requireOwner(database, name, viewer, "publishing a schema");
      return publish(async (base) => {
        const { isKnown, ...proposal } = proposePublication(base, name, publication, viewer);
        return isKnown ? unchanged(base, name) : proposal;
      }, viewer);
    },
    async rollback(name, version, viewer) {
      await requireOwner(database, name, viewer, "taking a schema back");
      return publish(async (base) => {
        const current = base.versions[name];
        const to = version ?? (current === undefined ? undefined : await versionBefore(name, current));
        if (to === undefined || to < 1)
          throw new GraphError("NOT_FOUND", `Expected an earlier version of ${name}; there is none.`);
        const next = await database.use((statements) => findVersion(statements, name, to));
        if (!next) throw new GraphError("NOT_FOUND", `Expected a version of ${name}; ${to} is none.`);
        if (to === current) return unchanged(base, name);
        return { name, cause: "rollback", next: bareSchema(next), version: to, accept: [] };
      }, viewer);
    },
    async retire(name, accept, viewer) {
      await requireOwner(database, name, viewer, "retiring a subgraph");
      return publish(async (base) => {
        if (base.schemas.some((each) => each.name === name))
          return { name, cause: "retire", next: undefined, accept };
        throw new GraphError("NOT_FOUND", `Expected a subgraph of the graph; ${quote(name)} is none.`);
      }, viewer);
    },
    async assign(name, { owner, contact }, viewer) {
      requireRole(viewer, ["admin"], "saying who owns a subgraph");
      await database.use((statements) =>
        saveOwner(statements, { name, owner, contact }, viewer.subject ?? "", clock.now()),
      );
    },
  };
}

function unchanged({ number, versions }: BaseGraph, subgraph: string): Published {
  const counts = { breaking: 0, dangerous: 0, safe: 0 };
  return {
    subgraph,
    version: versions[subgraph] ?? null,
    graph: number,
    isUnchanged: true,
    counts,
    breaks: [],
  };
}

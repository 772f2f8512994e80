import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import { type CheckReport, summaryOf } from "./check-report";
import type { Composer } from "./composing/composer";
import { type JudgedChange, refusing } from "./judge-changes";
import { judgeProposal } from "./judge-proposal";
import type { ReadKeptTexts } from "./kept-texts";
import type { BaseGraph, Proposal } from "./proposal";
import { putDownGraph, SomebodyWasFaster } from "./put-down-graph";
import type { ServedSchemas } from "./served/served-schema";

/** What was published. */
export interface Published {
  subgraph: string;
  /** Null: it was retired. */
  version: number | null;
  /** Number of the graph that it is part of. */
  graph: number;
  /** It is what was there before: nothing was published. */
  isUnchanged: boolean;
  counts: CheckReport["counts"];
  /** Breaking changes that somebody uses. */
  breaks: readonly JudgedChange[];
}

export interface PublishOptions {
  database: GatewayDatabase;
  composer: Pick<Composer, "compose">;
  served: ServedSchemas;
  texts: ReadKeptTexts;
  /** Days whose use counts. */
  checkDays: number;
  /** Told when a graph is about to be composed that will be published, unless something is wrong with it. */
  onBegun: () => void;
  /** Told of each graph that was published here. */
  onPublished: () => void;
  clock: Clock;
  readBase: () => Promise<BaseGraph>;
  noteCheck: (report: CheckReport, viewer: Viewer) => Promise<void>;
}

/** Somebody else publishes meanwhile: so often it is composed anew with what they have. */
const mostTries = 5;

/**
 * Publishes what `make` makes of the graph that was published last, or gives what `make` says is published already. Who was
 * slower than another composes anew. Throws what SchemaRegistry.publish throws.
 */
export async function publishProposal(
  make: (base: BaseGraph) => Promise<Proposal | Published>,
  viewer: Viewer,
  options: PublishOptions,
): Promise<Published> {
  const { database, composer, served, clock, checkDays: days } = options;
  // Before anything is composed for a gateway that keeps nothing.
  await database.use(async () => undefined);
  const texts = await options.texts();
  for (let attempt = 1; ; attempt++) {
    const base = await options.readBase();
    const proposal = await make(base);
    if ("graph" in proposal) return proposal;
    options.onBegun();
    // While it is composed; whether it composes comes first.
    const isServed = Promise.allSettled(proposal.next ? [served.require(proposal.next)] : []);
    const judged = await judgeProposal(base, proposal, { database, composer, clock, texts, days, viewer });
    const { composed, changes, report } = judged;
    if (refusing(changes).length > 0 && proposal.cause !== "rollback") {
      await options.noteCheck(report, viewer);
      throw new GraphError(
        "ILLEGAL_CHANGE",
        `Expected changes that break nobody. ${summaryOf(changes, report.counts, report)} Looked at ${days} days; \`accept\` names the changes that are to be made all the same.`,
      );
    }
    for (const outcome of await isServed) if (outcome.status === "rejected") throw outcome.reason;
    try {
      const { supergraphSdl } = composed;
      const { number, version } = await putDownGraph(database, base, proposal, {
        ...{ supergraphSdl, by: viewer, clock },
      });
      options.onPublished();
      const breaks = changes.filter(({ severity, isUsed }) => severity === "breaking" && isUsed);
      const { counts } = report;
      return { subgraph: proposal.name, version, graph: number, isUnchanged: false, counts, breaks };
    } catch (error) {
      if (!(error instanceof SomebodyWasFaster)) throw error;
      if (attempt >= mostTries)
        throw new GraphError("STALE_VERSION", "Others publish all the time; publish again.", {
          retryAfter: 1,
        });
    }
  }
}

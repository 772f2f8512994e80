import { addDays, type CalendarDay, today } from "../../shared/base/clock/calendar-day";
import type { Clock } from "../../shared/base/clock/clock";
import { badInput } from "../../shared/base/errors/graph-error";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import { findFirstDay } from "../recording/recorded-use.queries";
import { type CheckReport, reportOf } from "./check-report";
import type { Composer } from "./composing/composer";
import type { Composed } from "./composing/composition";
import { type JudgedChange, judgeChanges } from "./judge-changes";
import type { NamedText } from "./kept-texts";
import { type BaseGraph, bareSchema, type Proposal } from "./proposal";
import { requireOwnChanges } from "./require-own-changes";

export interface JudgeOptions {
  database: GatewayDatabase;
  composer: Pick<Composer, "compose">;
  clock: Clock;
  /** Trusted documents, saved queries and facts. */
  texts: readonly NamedText[];
  /** Days whose use counts. */
  days: number;
  viewer: Viewer;
}

/** What a proposal makes of the graph, and whom it touches. */
export interface JudgedProposal {
  composed: Composed;
  changes: readonly JudgedChange[];
  report: CheckReport;
}

/**
 * Composes a proposal with everybody's schemas, and looks up who uses what is different. Throws BAD_USER_INPUT where it does not
 * compose, FORBIDDEN where somebody changes what is not theirs.
 */
export async function judgeProposal(
  base: BaseGraph,
  proposal: Proposal,
  options: JudgeOptions,
): Promise<JudgedProposal> {
  const { database, texts, clock, days, viewer } = options;
  const composed = await composeProposal(base, proposal, options);
  if (viewer.role !== "admin") requireOwnChanges(proposal.name, base.supergraphSdl, composed);
  const sinceDay = firstDay(clock, days);
  const judgeWith = { sinceDay, accepted: proposal.accept };
  const { changes, recordedSince } = database.isConfigured()
    ? await database.use(async (statements) => ({
        changes: await judgeChanges(statements, composed, texts, judgeWith),
        recordedSince: await findFirstDay(statements),
      }))
    : { changes: await judgeChanges(undefined, composed, texts, judgeWith), recordedSince: null };
  const report = reportOf(proposal.name, changes, { since: sinceDay, recordedSince, days });
  return { composed, changes, report };
}

/** The first of so many days, of which today is the last. */
export function firstDay(clock: Clock, days: number): CalendarDay {
  return addDays(today(clock), -(days - 1));
}

function composeProposal(
  base: BaseGraph,
  { name, next }: Proposal,
  { composer, texts }: JudgeOptions,
): Promise<Composed> {
  const others = base.schemas.filter((each) => each.name !== name);
  const subgraphs = [...others, ...(next ? [next] : [])].toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  if (subgraphs.length === 0)
    throw badInput(`Expected a graph of one subgraph at least; ${name} is its last.`);
  return composer.compose({ subgraphs: subgraphs.map(bareSchema), before: base.supergraphSdl, texts });
}

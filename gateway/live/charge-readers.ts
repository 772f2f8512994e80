import { GraphQLError } from "graphql";
import type { LiveReader } from "./live-reader";

/** What an execution for one reader costs at least: the answer is written to each. */
const leastCost = 1;

/**
 * Charges an execution to those whom it is for, in equal parts, so that all that a client has executed is charged as if it
 * had asked. Gives undefined when anybody could pay; else in how many milliseconds the first can again.
 */
export async function chargeReaders(
  readers: ReadonlySet<LiveReader>,
  cost: number,
): Promise<number | undefined> {
  const now = performance.now();
  const paying = [...readers].filter(({ unpaidUntil }) => unpaidUntil <= now);
  const part = Math.max(leastCost, cost / Math.max(1, paying.length));
  const byClient = Map.groupBy(paying, ({ rate }) => rate?.client);
  const paid = await Promise.all([...byClient.values()].map((group) => chargeClient(group, part)));
  if (paid.some((isPaid) => isPaid)) return undefined;
  const next = Math.min(...[...readers].map(({ unpaidUntil }) => unpaidUntil));
  return Number.isFinite(next) ? Math.max(1, next - performance.now()) : undefined;
}

/** All readers of one client at once. */
async function chargeClient(group: readonly LiveReader[], part: number): Promise<boolean> {
  const [first] = group;
  if (!first?.rate) return true;
  try {
    await first.rate.charge(part * group.length);
    return true;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { retryAfter } = error.extensions;
    const seconds = typeof retryAfter === "number" ? retryAfter : 1;
    for (const reader of group) reader.unpaidUntil = performance.now() + seconds * 1_000;
    return false;
  }
}

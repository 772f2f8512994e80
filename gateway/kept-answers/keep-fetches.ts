import { hash } from "node:crypto";
import { createWeightedCache } from "../../shared/base/cache/weighted-cache";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import type { GatewayContext } from "../request/context";
import { type CheckedAnswer, checkAnswer } from "../transport/check-answer";
import type { FetchSubgraph, SubgraphRequest } from "../transport/subgraph-request";
import { hasErrors } from "./record-run";
import type { SubgraphState, SubgraphStates } from "./subgraph-states";
import { createWorthKeeping } from "./worth-keeping";

interface KeptFetch {
  readonly bytes: Buffer;
  /** Of the subgraph, before the fetch. */
  readonly state: SubgraphState;
  isUsed: boolean;
}

/** Of one fetch. */
const maxFetchBytes = 256 * 1024;
/** What a fetch takes besides its bytes, about. */
const leastBytes = 512;

/**
 * Sends a fetch no second time while its subgraph says, each time, that nothing has changed since. Operations that differ have
 * fetches in common: of the same figures on another day, only what depends on the day is another. And after a change in one
 * subgraph a query fetches anew from that one alone.
 *
 * The rule is that of answers (KeptAnswers): the state is read after the fetch was called for, and is the one that the subgraph
 * had before the fetch that is kept. Asking for it costs a subgraph less than any fetch, and all who wait share the question.
 */
export function keepFetches(fetch: FetchSubgraph, states: SubgraphStates, maxBytes: number): FetchSubgraph {
  const cache = createWeightedCache<KeptFetch>(maxBytes);
  const worth = createWorthKeeping();
  /** Of several that find out at the same time, the first forgets it. */
  const forget = (key: string, kept: KeptFetch) => {
    if (cache.get(key) !== kept) return;
    cache.delete(key);
    if (kept.isUsed) worth.wasUsed(key);
    else worth.wasWasted(key);
  };
  const keep = (key: string, { bytes: answered }: CheckedAnswer, state: SubgraphState) => {
    const bytes = Buffer.allocUnsafeSlow(answered.length);
    answered.copy(bytes);
    cache.set(key, { bytes, state, isUsed: false }, leastBytes + key.length + bytes.length);
  };
  const record = async (
    key: string,
    request: SubgraphRequest,
    context: GatewayContext,
  ): Promise<CheckedAnswer> => {
    const begunAt = Date.parse(context.begunAt);
    const [state] = (await states.read([request.subgraph], begunAt)) ?? [];
    if (!state || state.from > begunAt || (state.until !== undefined && begunAt >= state.until)) {
      worth.wasWasted(key);
      return fetch(request, context);
    }
    const { text } = state;
    const answer = await fetch({ ...request, state: text }, context);
    const isOfState = answer.state === text;
    if (isOfState && isKeepable(answer)) keep(key, answer, state);
    else worth.wasWasted(key);
    return isOfState ? asOfAsked(answer, request) : answer;
  };
  return async (request, context) => {
    if (!mayBeKept(request, context)) return fetch(request, context);
    const key = keyOf(request, context.viewer);
    const kept = cache.get(key);
    if (!kept) return worth.isWanted(key) ? record(key, request, context) : fetch(request, context);
    const read = await states.read([request.subgraph], Date.parse(context.begunAt));
    if (!read) return fetch(request, context);
    if (read[0] !== kept.state) {
      forget(key, kept);
      return worth.isWanted(key) ? record(key, request, context) : fetch(request, context);
    }
    kept.isUsed = true;
    return asOfAsked(checkAnswer({ status: 200, bytes: kept.bytes }, request.expected), request);
  };
}

/** A page of a table is fetched once. */
function mayBeKept({ isMutation }: SubgraphRequest, { pageRows }: GatewayContext): boolean {
  return !isMutation && pageRows === undefined;
}

/** A digest: bodies with many representations are long. */
function keyOf({ subgraph, body }: SubgraphRequest, viewer: Viewer = publicViewer): string {
  const { subject, role, organization } = viewer;
  return `${JSON.stringify([subgraph, role, organization, subject])} ${hash("sha256", body, "base64")}`;
}

/** What a standby has read may be behind, and says so to whoever asks. */
function isKeepable(answer: CheckedAnswer): boolean {
  return answer.bytes.length <= maxFetchBytes && answer.dataAsOf === undefined && !hasErrors(answer);
}

/** What is asked for as of a state was asked for before the state was read that this answer is as of: it is later, or the same. */
function asOfAsked(answer: CheckedAnswer, { state }: SubgraphRequest): CheckedAnswer {
  return state === undefined ? answer : { ...answer, state };
}

import { type AnswerState, answerState } from "../../shared/base/changes/answer-state";
import { type InternalTokenSigner, internalTokenHeader } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import type { SubgraphTransport } from "../transport/subgraph-transport";

/**
 * Asks a subgraph where its answers stand, and whether that is where they stood at an earlier state, as of an instant. Throws
 * where it does not say.
 */
export type ReadState = (since: string | undefined, at: Date) => Promise<AnswerState>;

/** Operations wait for it: one that takes longer is of no use to them. In milliseconds. */
const timeoutMs = 500;

/** By `GET /state`, which the subgraph of a transport may have. */
export function createReadState(
  subgraph: string,
  transport: SubgraphTransport,
  signer: InternalTokenSigner | undefined,
): ReadState {
  return async (since, at) => {
    const query = new URLSearchParams({ ...(since !== undefined && { since }), at: at.toISOString() });
    const headers = signer ? [internalTokenHeader, await signer.sign(publicViewer, subgraph)] : [];
    const { status, bytes } = await transport.read(`/state?${query}`, headers, timeoutMs);
    if (status !== 200) throw new Error(`Expected the state of ${subgraph}; status ${status}.`);
    return answerState.parse(JSON.parse(bytes.toString()));
  };
}

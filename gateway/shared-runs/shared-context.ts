import { Cancellation } from "../request/cancellation";
import type { GatewayContext } from "../request/context";
import type { RequestSignals } from "../request/request-signals";

/**
 * The context of a run for several requests of one viewer: the instant of the last, the deadline of the last, ended when
 * nobody waits for it any more. Faults are told under the first one's id. Expects at least one.
 */
export function sharedContext(members: readonly GatewayContext[]): GatewayContext {
  const [first, ...others] = members;
  if (!first) throw new Error("Expected a request for a run.");
  if (others.length === 0) return first;
  const begunAt = members.map((member) => member.begunAt).toSorted();
  const signals = members.flatMap((member) => member.signals ?? []);
  const { signals: _ofFirst, ...shared } = { ...first, begunAt: begunAt.at(-1) ?? first.begunAt };
  // Who waits without end has no signals, and a run for him has none.
  return signals.length < members.length ? shared : { ...shared, signals: sharedSignals(signals) };
}

function sharedSignals(signals: readonly RequestSignals[]): RequestSignals {
  return {
    deadline: whenAll(signals.map(({ deadline }) => deadline)),
    abandoned: whenAll(signals.map(({ abandoned }) => abandoned)),
    isClientGone: () => signals.every((each) => each.isClientGone()),
    leftMs: () => Math.max(...signals.map((each) => each.leftMs())),
  };
}

/** Cancelled when the last of them is, with its reason. */
function whenAll(cancellations: readonly Cancellation[]): Cancellation {
  const all = new Cancellation();
  let left = cancellations.length;
  const pass = (reason: Error) => {
    left -= 1;
    if (left === 0) all.cancel(reason);
  };
  for (const cancellation of cancellations) {
    if (cancellation.reason) pass(cancellation.reason);
    else cancellation.add(pass);
  }
  return all;
}

/**
 * Why a socket is closed: of https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md, of graphql-ws itself
 * (`CloseCode`), and of https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1. Its client opens another socket after
 * `serviceRestart`, `tryAgainLater` and `forbidden`, and after no other of these.
 */
export const closeCodes = {
  serviceRestart: 1012,
  tryAgainLater: 1013,
  badRequest: 4400,
  unauthorized: 4401,
  /** Also of a token that has ended: with another one it may be let in. */
  forbidden: 4403,
  subprotocolNotAcceptable: 4406,
  initTimeout: 4408,
  subscriberExists: 4409,
  tooManyInits: 4429,
  internalError: 4500,
} as const;

/** A close frame has room for so many bytes of a reason. */
const longestReason = 123;

/** A reason that fits. */
export function reasonOf(text: string): string {
  let reason = text;
  while (Buffer.byteLength(reason) > longestReason) reason = reason.slice(0, -1);
  return reason;
}

import { type Misbehaviour, sendJson } from "./gateway-stub";

/** How the stub of `tasks` answers badly, and the errors that a client gets then. */

export const withTasks = '{ unit(code: "00004") { name overdue } }';
export const reset: Misbehaviour = (response) => response.destroy();
export const never: Misbehaviour = () => {};
export const right: Misbehaviour = (response) =>
  sendJson(response, { data: { _entities: [{ overdue: 3 }], overdueTasks: 7 } });

export const errorAt = (...path: (string | number)[]) => ({
  message: "The subgraph tasks does not answer as it should now; try again shortly.",
  path,
  extensions: { code: "SERVICE_UNAVAILABLE" },
});

/** Of a change that was sent. */
export const unknownAt = (...path: (string | number)[]) => ({
  message:
    "The change was sent to the subgraph tasks, and its outcome did not come back: it may have been made. " +
    "Send it again with the same idempotencyKey, or read what was to be changed.",
  path,
  extensions: { code: "OUTCOME_UNKNOWN" },
});

/** Of a change that was not. */
export const notSentAt = (...path: (string | number)[]) => ({
  message:
    "The change was not sent to the subgraph tasks, which does not answer now; nothing was changed. Try again shortly.",
  path,
  extensions: { code: "SERVICE_UNAVAILABLE" },
});

export const timedOutAt = (...path: (string | number)[]) => ({
  message: "The subgraph tasks did not answer in time; narrow the question with a filter or a smaller page.",
  path,
  extensions: { code: "QUERY_TIMEOUT" },
});

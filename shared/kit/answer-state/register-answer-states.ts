import type { FastifyInstance, FastifyRequest } from "fastify";
import { stateHeader } from "../../base/changes/answer-state";
import type { Clock } from "../../base/clock/clock";
import { operationClock } from "../../base/clock/operation-clock";
import { GraphError } from "../../base/errors/graph-error";
import type { RequestWork } from "../../base/work/request-work";
import type { AnswerStates } from "./open-answer-states";

export interface RegisterStatesOptions {
  states: AnswerStates;
  clock: Clock;
  /** What was done for a request for data. */
  workOf(request: FastifyRequest): RequestWork | undefined;
}

/**
 * `GET /state?since=STATE&at=INSTANT` (AnswerState), and the header x-graph-state of answers: a request that names a state gets
 * it back where its answer is as of that state or later and holds until the next. For the gateway, whose statement is asked
 * for as everywhere.
 */
export function registerAnswerStates(app: FastifyInstance, options: RegisterStatesOptions): void {
  const { states, clock, workOf } = options;
  app.get("/state", async (request, reply) => {
    const { since, at } = readQuery(request.query);
    reply.header("cache-control", "no-store");
    return states.read(since, instantClock(clock, at));
  });
  const reached = new WeakMap<FastifyRequest, string>();
  // Before anything is read for the answer.
  app.addHook("preHandler", async (request) => {
    const state = request.headers[stateHeader];
    if (typeof state !== "string" || request.routeOptions.url !== "/graphql") return;
    // Whoever names no state of this subgraph is answered without one.
    if (await states.isReached(state).catch(() => false)) reached.set(request, state);
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    const state = reached.get(request);
    if (state !== undefined && reply.statusCode === 200 && workOf(request)?.isOfState)
      reply.header(stateHeader, state);
    done(null, payload);
  });
}

/** At an instant, or fixed on purpose: then nothing changes by it. */
function instantClock(clock: Clock, at: string | undefined): Clock {
  if (clock.isFixed) return clock;
  const instant = operationClock(clock, at).now();
  return { now: () => instant };
}

function readQuery(query: unknown): { since?: string; at?: string } {
  const read = (name: "since" | "at") => {
    const value: unknown = typeof query === "object" && query !== null ? Reflect.get(query, name) : undefined;
    if (value === undefined) return {};
    if (typeof value === "string") return { [name]: value };
    throw new GraphError("BAD_USER_INPUT", `${name}: expected one value; got several.`);
  };
  return { ...read("since"), ...read("at") };
}

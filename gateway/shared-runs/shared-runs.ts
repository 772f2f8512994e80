import { keepForms } from "../kept-answers/answer-forms";
import type { Answer } from "../request/answer";
import type { GatewayContext } from "../request/context";
import { sharedContext } from "./shared-context";

/** Executes an operation with a context that may be of several requests. */
export type Execute = (context: GatewayContext) => Promise<Answer>;

/** Equal requests that come at once, answered by one run. */
export interface SharedRuns {
  /**
   * The answer to a request, by a run whose fetches begin after it came. `key` is of everything that the answer follows from
   * but the data and the instant, and of who asks; all requests of a key give an `execute` that does the same. Rejects for all
   * of a run if it does.
   */
  join(key: string, context: GatewayContext, execute: Execute): Promise<Answer>;
  /** Runs that have not ended. */
  running(): number;
}

/** What has come for a run that has not begun. */
interface Gathering {
  readonly members: GatewayContext[];
  readonly answer: Promise<Answer>;
  begin(): void;
}

/** What there is of one key. */
interface Place {
  running: number;
  gathering: Gathering | undefined;
}

/** Longest wait for the run before, in milliseconds: nobody is made slow by others' slow subgraphs. */
const waitMs = 20;

/**
 * While a run is under way, equal requests gather for the next one, which begins as soon as the first has ended and 20 ms
 * later at the latest. So an answer is never older than its request, as it would be if a request took the answer of a run
 * that had begun before it; and however many ask, few runs are under way. Without one under way a run begins when all that
 * this turn of the event loop has brought has come.
 */
export function createSharedRuns(): SharedRuns {
  const places = new Map<string, Place>();

  const gather = (key: string, place: Place, execute: Execute): Gathering => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const members: GatewayContext[] = [];
    let timer: NodeJS.Timeout | undefined;
    const begin = () => {
      clearTimeout(timer);
      place.gathering = undefined;
      place.running += 1;
      execute(sharedContext(members))
        .finally(() => {
          place.running -= 1;
          if (place.gathering) place.gathering.begin();
          else if (place.running === 0) places.delete(key);
        })
        .then((answer) => {
          // Whoever shares an answer also shares its compressed form.
          if (members.length > 1 && Buffer.isBuffer(answer)) keepForms(answer, () => undefined);
          resolve(answer);
        }, reject);
    };
    if (place.running === 0) setImmediate(begin);
    else timer = setTimeout(begin, waitMs);
    return { members, answer: promise, begin };
  };
  return {
    join(key, context, execute) {
      let place = places.get(key);
      if (!place) {
        place = { running: 0, gathering: undefined };
        places.set(key, place);
      }
      place.gathering ??= gather(key, place, execute);
      const { members, answer } = place.gathering;
      if (members.length > 0 && context.record) context.record.shared = true;
      members.push(context);
      return answer;
    },
    running: () => [...places.values()].reduce((sum, { running }) => sum + running, 0),
  };
}

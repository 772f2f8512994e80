import type { JsonObject } from "../../values/json";
import { valueAt } from "../lists/value-at";
import type { AskPage } from "./ask-page";
import type { ReadLevel } from "./list-levels";
import { silent } from "./silent-fields";

/** How many rows a list has, which is asked for beside its first page. */
export interface RowCount {
  /** The number, where it is there soon; where it decides about something it is waited for. Undefined: nobody knows. */
  known(isNeeded: boolean): Promise<number | undefined>;
}

/** The first byte is not kept waiting for it, in milliseconds. */
const patienceMs = 50;

export function countRows(
  ask: AskPage,
  text: string,
  level: ReadLevel | undefined,
  variables: JsonObject,
): RowCount {
  const path = level?.list.steps.slice(0, level.list.at + 1).map(({ name }) => name) ?? [];
  // The page itself says what is wrong with the list; without a number nothing is lost but the foresight.
  const counting = ask(text, variables).then(
    ({ data }) => {
      const count = valueAt(data, [...path, silent.totalCount]);
      return typeof count === "number" ? count : undefined;
    },
    () => undefined,
  );
  return {
    known(isNeeded) {
      if (isNeeded) return counting;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, patienceMs, undefined);
      return Promise.race([counting, promise]).finally(() => clearTimeout(timer));
    },
  };
}

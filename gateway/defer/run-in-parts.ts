import type { Execution, FetchedError } from "../executor/execution";
import { CollectedParts, type PendingPart } from "../projection/collected-parts";
import { type ProjectedAnswer, projectPart, type ReportInvalid } from "../projection/project-answer";
import type { ObjectOf } from "../projection/projection";
import { pathKey } from "../projection/reported-paths";
import type { JsonObject, ResponsePath } from "../values/json";
import { findMissing, hasCome, type Missing } from "./find-missing";
import type { Schedule } from "./schedule";

export interface PartsRunOptions {
  execution: Execution;
  schedule: Schedule;
  /** The answer's root, with what comes later. */
  root: ObjectOf;
  introspected: JsonObject;
  reportInvalid: ReportInvalid;
}

/** An object's fields that come after it. */
export interface ProjectedPart extends ProjectedAnswer {
  label: string | undefined;
  path: ResponsePath;
}

/** Parts that were ready together. */
export interface ProjectedParts {
  parts: readonly ProjectedPart[];
  hasNext: boolean;
}

/** One run of an operation that is answered in parts. */
export interface PartsRun {
  /** What is not deferred; `hasNext` says whether there is more. */
  first: Promise<ProjectedAnswer & { hasNext: boolean }>;
  /** The others after it, in the order in which they are ready. */
  rest(): AsyncGenerator<ProjectedParts>;
  /** Fulfilled when no more fetches are made. */
  done: Promise<void>;
}

/**
 * Makes all fetches of an operation, those of deferred fields as early as the others, and projects each part when all has come
 * that it selects. That is looked for in the data: no plan says which fetch brings what.
 */
export function runInParts({
  execution,
  schedule,
  root,
  introspected,
  reportInvalid,
}: PartsRunOptions): PartsRun {
  const { data, failures } = execution;
  const parts = new CollectedParts();
  const missing = new WeakMap<PendingPart, Missing>();
  let [isBegun, isOver] = [false, false];
  let move = nextMove();
  const moved = () => {
    move.resolve();
    move = nextMove();
  };
  const isAwaited = () => !isBegun || parts.size > 0;
  const done = schedule(execution, { moved, isAwaited }).then(
    () => {
      isOver = true;
      moved();
    },
    (error: unknown) => {
      move.reject(error);
      throw error;
    },
  );

  const isReady = (part: PendingPart): boolean => {
    if (isOver) return true;
    const known = missing.get(part);
    if (known && !hasCome(known, failures)) return false;
    const found = findMissing(part.value, part.object, failures);
    if (found) missing.set(part, found);
    return !found;
  };
  const project = (part: PendingPart, errors: FetchedError[]): ProjectedPart => ({
    label: part.label,
    path: part.path,
    ...projectPart({ failures, errors }, part, parts, introspected, reportInvalid),
  });
  /** A part may bring others that are ready as well. */
  const projectReady = (): ProjectedPart[] => {
    const projected: ProjectedPart[] = [];
    for (let ready = parts.takeReady(isReady); ready.length > 0; ready = parts.takeReady(isReady)) {
      const errorsOf = groupErrors(execution.errors, ready);
      for (const part of ready) {
        if (!parts.isBelowTaken(part.path)) projected.push(project(part, errorsOf(part)));
      }
    }
    return projected;
  };

  const whole: PendingPart = { value: data, object: root, path: [], source: [] };
  const first = async () => {
    while (!isReady(whole)) await move.promise;
    const projected = project(whole, execution.errors);
    isBegun = true;
    return { data: projected.data, errors: projected.errors, hasNext: parts.size > 0 };
  };
  return {
    first: first(),
    done,
    async *rest() {
      while (parts.size > 0) {
        const projected = projectReady();
        const hasNext = parts.size > 0;
        // While what is ready is sent, more may get ready.
        if (projected.length > 0 || !hasNext) yield { parts: projected, hasNext };
        else await move.promise;
      }
    },
  };
}

function nextMove(): PromiseWithResolvers<void> {
  const move = Promise.withResolvers<void>();
  // Whether anybody waits for it or not, what goes wrong is told by `done`.
  move.promise.catch(() => {});
  return move;
}

/** The errors at or below the object of each part. */
function groupErrors(
  errors: readonly FetchedError[],
  parts: readonly PendingPart[],
): (part: PendingPart) => FetchedError[] {
  const groups = new Map<string, FetchedError[]>();
  const depths = new Set(errors.length === 0 ? [] : parts.map(({ source }) => source.length));
  for (const error of errors) {
    const { path = [] } = error;
    for (const depth of depths) {
      if (path.length < depth) continue;
      const key = pathKey(path.slice(0, depth));
      const group = groups.get(key);
      if (group) group.push(error);
      else groups.set(key, [error]);
    }
  }
  return ({ source }) => groups.get(pathKey(source)) ?? [];
}

import type { GraphQLFormattedError } from "graphql";
import type { Fetched, FetchFailure } from "../executor/execution";
import { type Failures, failureOf } from "../executor/failures";
import { isJsonObject, type JsonObject, ownValue, type ResponsePath, setOwn } from "../values/json";
import type { CollectedParts, PendingPart } from "./collected-parts";
import { invalid } from "./leaf-values";
import { type LocatedErrors, locateErrors } from "./locate-errors";
import type { ObjectFields, ObjectOf, Projection } from "./projection";
import { pathKey, ReportedPaths } from "./reported-paths";

/** What an invalid value or a null that may not be turns into; the message that goes to the log is apart. */
export type ReportInvalid = (path: ResponsePath, problem: string) => GraphQLFormattedError;

export interface ProjectedAnswer {
  data: JsonObject | null;
  errors: GraphQLFormattedError[];
}

/**
 * Makes the client's answer of what was fetched: the client's names in the client's order, values as the schema allows
 * them, and errors at the client's paths. What is missing is put down to the fetch that should have brought it; if none
 * failed, a subgraph left out what was requested, and nobody shall take the null for a fact.
 */
export function projectAnswer(
  fetched: Fetched,
  root: ObjectOf,
  introspected: JsonObject,
  reportInvalid: ReportInvalid,
): ProjectedAnswer {
  const placed = locateErrors(fetched, root);
  const { errors } = placed;
  const walk = new ProjectionWalk(fetched.failures, placed, introspected, reportInvalid);
  const data = walk.object(fetched.data, root, undefined);
  return { data: isJsonObject(data) ? data : null, errors };
}

/**
 * The same for an answer that comes in parts: `parts` collects what comes after this one, which is the answer's root or
 * one that was collected before.
 */
export function projectPart(
  fetched: Pick<Fetched, "errors" | "failures">,
  part: PendingPart,
  parts: CollectedParts,
  introspected: JsonObject,
  reportInvalid: ReportInvalid,
): ProjectedAnswer {
  const placed = locateErrors({ data: part.value, errors: fetched.errors }, part.object, part);
  const { errors } = placed;
  const walk = new ProjectionWalk(fetched.failures, placed, introspected, reportInvalid, parts);
  const data = walk.part(part);
  return { data: isJsonObject(data) ? data : null, errors };
}

/** The failure of what is missing of an object that is null for an error reported elsewhere: there is nothing more to report. */
const takenAbove: FetchFailure = { fields: new Set() };

class ProjectionWalk {
  /** The client's path. Changed in place: an array for each value would be most of the garbage. */
  readonly #path: (string | number)[] = [];
  /** The same by the names of what was fetched, where parts are collected. */
  readonly #source: (string | number)[] = [];
  readonly #reported: ReportedPaths;

  constructor(
    private readonly failures: Failures,
    private readonly placed: LocatedErrors,
    private readonly introspected: JsonObject,
    private readonly reportInvalid: ReportInvalid,
    private readonly parts?: CollectedParts,
  ) {
    this.#reported = new ReportedPaths(placed.errors);
  }

  part({ value, object, path, source }: PendingPart): unknown {
    this.#path.push(...path);
    this.#source.push(...source);
    const mark = this.parts?.mark() ?? 0;
    const read = this.object(value, object, undefined);
    if (read === invalid) this.parts?.dropAfter(mark);
    return read;
  }

  /**
   * The value as the client may read it, or `invalid` for the nearest value above that may be null. `failure` is the
   * fetch that failed to bring something of the objects around it.
   */
  #value(value: unknown, projection: Projection, failure: FetchFailure | undefined): unknown {
    if (value === null || value === undefined) {
      const { nullable, isNullForError } = projection;
      if (!nullable || isNullForError)
        this.#unexplained(failure, isNullForError ? "null without an error" : "null where none may be");
      return nullable ? null : invalid;
    }
    if (this.parts) return this.#inParts(value, projection, failure, this.parts);
    const read = this.#present(value, projection, failure);
    return read === invalid && projection.nullable ? null : read;
  }

  /** What an error has taken from one part it takes from all: a client merges them. */
  #inParts(
    value: unknown,
    projection: Projection,
    failure: FetchFailure | undefined,
    parts: CollectedParts,
  ): unknown {
    if (parts.isTaken(this.#path)) return null;
    const mark = parts.mark();
    const read = this.#present(value, projection, failure);
    if (read !== invalid || !projection.nullable) return read;
    parts.dropAfter(mark);
    parts.take(this.#path);
    return null;
  }

  #present(value: unknown, projection: Projection, failure: FetchFailure | undefined): unknown {
    switch (projection.kind) {
      case "list":
        return this.#list(value, projection.element, failure);
      case "object":
        return isJsonObject(value)
          ? this.object(value, projection, failure)
          : this.#invalid(value, projection.typeName);
      default: {
        const read = projection.read(value);
        return read === invalid ? this.#invalid(value, projection.typeName) : read;
      }
    }
  }

  #list(value: unknown, element: Projection, failure: FetchFailure | undefined): unknown {
    if (!Array.isArray(value)) return this.#invalid(value, "a list");
    const list = value.map((each, index) =>
      this.#at(index, index, () => this.#value(each, element, failure)),
    );
    // The rest was looked through all the same: each invalid element is reported.
    return list.includes(invalid) ? invalid : list;
  }

  object(value: JsonObject, { fieldsOf, typeName }: ObjectOf, failure: FetchFailure | undefined): unknown {
    const found = fieldsOf(value);
    if (!found) {
      this.#report(`${JSON.stringify(value.__typename)} is no type of ${typeName}`);
      return invalid;
    }
    if (found.unresolved !== undefined) return this.#unresolved(value, found.unresolved, failure);
    return this.#fields(value, found, failure);
  }

  #fields(value: JsonObject, { fields, deferred }: ObjectFields, outer: FetchFailure | undefined): unknown {
    const isTaken = this.failures.has(value) && this.placed.taken.has(pathKey(this.#path));
    const projected: JsonObject = {};
    for (const { name, source, isInherited, known, denied, projection } of fields) {
      const failure = isTaken ? takenAbove : (failureOf(this.failures, value, source) ?? outer);
      const fetched = isInherited ? ownValue(value, source) : value[source];
      const read = this.#at(name, source, () => {
        if (denied) this.#add({ ...denied, path: [...this.#path] });
        if (denied) return this.#value(null, projection, failure);
        if (known) return known.value(this.introspected);
        if (fetched === undefined) this.#missing(failure, projection);
        return this.#value(fetched, projection, failure);
      });
      if (read === invalid) return invalid;
      setOwn(projected, name, read);
    }
    if (deferred) this.parts?.add(deferred, value, this.#path, this.#source);
    return projected;
  }

  #missing(failure: FetchFailure | undefined, { nullable, isNullForError }: Projection): void {
    if (failure === takenAbove || this.#reported.explain(this.#path)) return;
    // Of an entity that nobody knows null is the answer, but where null may not be an answer.
    const error = failure?.error ?? (nullable && !isNullForError ? undefined : failure?.unknown?.());
    if (error) this.#add({ ...error, path: [...this.#path] });
    else if (!failure) this.#report("nothing where a value was asked for");
  }

  #unexplained(failure: FetchFailure | undefined, problem: string): void {
    if (failure !== takenAbove && !this.#reported.explain(this.#path)) this.#report(problem);
  }

  /** An object without a type's name, put down to the fetch that should have brought it, if one failed. */
  #unresolved(value: JsonObject, typeName: string, outer: FetchFailure | undefined): typeof invalid {
    if (this.placed.taken.has(pathKey(this.#path))) return invalid;
    const failure = this.failures.get(value)?.find(({ error }) => error) ?? outer;
    if (failure?.error) this.#add({ ...failure.error, path: [...this.#path] });
    else if (!this.#reported.explain(this.#path))
      this.#report(`no type's name where one of ${typeName} is needed`);
    return invalid;
  }

  #invalid(value: unknown, expected: string): typeof invalid {
    this.#report(`a ${Array.isArray(value) ? "list" : typeof value} where ${expected} is needed`);
    return invalid;
  }

  #report(problem: string): void {
    this.#add(this.reportInvalid([...this.#path], problem));
  }

  #add(error: GraphQLFormattedError): void {
    this.placed.errors.push(error);
    this.#reported.add(error);
  }

  #at<Result>(step: string | number, source: string | number, walk: () => Result): Result {
    this.#path.push(step);
    if (this.parts) this.#source.push(source);
    const result = walk();
    this.#path.pop();
    if (this.parts) this.#source.pop();
    return result;
  }
}

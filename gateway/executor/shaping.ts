import type { GraphQLFormattedError } from "graphql";
import type { Execution, Outage } from "./execution";
import { isJsonObject, type JsonObject, ownValue, type ResponsePath } from "./json";

/** What a wrong value or a null that may not be turns into; the message that goes to the log is apart. */
export type ReportWrong = (path: ResponsePath, problem: string) => GraphQLFormattedError;

/** The state of one pass over the fetched data. */
export class Shaping {
  /** Where the pass is. Changed in place: an array for each value would be most of the garbage. */
  readonly path: (string | number)[] = [];
  readonly errors: GraphQLFormattedError[];
  #explained?: Explained;

  constructor(
    private readonly execution: Pick<Execution, "data" | "errors" | "outages">,
    private readonly reportWrong: ReportWrong,
  ) {
    this.errors = execution.errors;
  }

  /**
   * Puts a missing field down to the fetch that should have brought it, if one failed. If none did, a subgraph left
   * out what it was asked for, and nobody shall take the null for a fact.
   */
  noteMissing(): void {
    const outage = this.#outage();
    if (outage?.error) this.#add({ ...outage.error, path: [...this.path] });
    if (outage) return;
    this.#explained ??= new Explained(this.errors);
    if (!this.#explained.has(this.path)) this.noteWrong("nothing where a value was asked for");
  }

  /** The fetch that failed to bring what is here, or what it is a part of. */
  #outage(): Outage | undefined {
    const { data, outages } = this.execution;
    if (outages.size === 0) return undefined;
    let value: unknown = data;
    for (const step of this.path) {
      const name = String(step);
      if (isJsonObject(value)) {
        const outage = outages.get(value)?.find(({ fields }) => fields.has(name));
        if (outage) return outage;
        value = ownValue(value, name);
      } else value = Array.isArray(value) ? value[Number(step)] : undefined;
    }
    return undefined;
  }

  /** A value that its type does not allow. */
  noteWrong(problem: string): void {
    this.#add(this.reportWrong([...this.path], problem));
  }

  /** An object whose type nobody told, put down to the fetch that should have, if one failed. */
  noteUnknownType(object: JsonObject, problem: string): void {
    const outage = this.execution.outages.get(object)?.find(({ error }) => error);
    this.#explained ??= new Explained(this.errors);
    if (outage?.error) this.#add({ ...outage.error, path: [...this.path] });
    else if (!this.#explained.has(this.path)) this.noteWrong(problem);
  }

  /** A null that may not be, unless an error at this place, above or below it tells of it already. */
  noteNull(): void {
    this.#explained ??= new Explained(this.errors);
    if (!this.#explained.has(this.path)) this.noteWrong("null where none may be");
  }

  #add(error: GraphQLFormattedError): void {
    this.errors.push(error);
    this.#explained?.add(error);
  }
}

/** The places that errors speak of. */
class Explained {
  readonly #places = new Set<string>();
  readonly #placesAbove = new Set<string>();

  constructor(errors: readonly GraphQLFormattedError[]) {
    for (const error of errors) this.add(error);
  }

  add({ path }: GraphQLFormattedError): void {
    if (!path) return;
    let key = "";
    for (const step of path) {
      this.#placesAbove.add(key);
      key = below(key, step);
    }
    this.#places.add(key);
  }

  has(path: ResponsePath): boolean {
    let key = "";
    for (const step of path) {
      key = below(key, step);
      if (this.#places.has(key)) return true;
    }
    return this.#placesAbove.has(key);
  }
}

function below(key: string, step: string | number): string {
  return `${key}/${step}`;
}

import type { GraphQLFormattedError } from "graphql";
import type { Execution } from "./execution";
import type { JsonObject, ResponsePath } from "./json";

/** What a wrong value or a null that may not be turns into; the message that goes to the log is apart. */
export type ReportWrong = (path: ResponsePath, problem: string) => GraphQLFormattedError;

/** The state of one pass over the fetched data. */
export class Shaping {
  /** Where the pass is. Changed in place: an array for each value would be most of the garbage. */
  readonly path: (string | number)[] = [];
  readonly errors: GraphQLFormattedError[];
  #explained?: Explained;

  constructor(
    private readonly execution: Pick<Execution, "errors" | "outages">,
    private readonly reportWrong: ReportWrong,
  ) {
    this.errors = execution.errors;
  }

  /** Puts a missing field down to the fetch that should have brought it, if one failed. */
  noteMissing(parent: JsonObject, name: string): void {
    if (this.execution.outages.size === 0) return;
    const outage = this.execution.outages.get(parent)?.find(({ fields }) => fields.has(name));
    if (outage) this.#add({ ...outage.error, path: [...this.path] });
  }

  /** A value that its type does not allow. */
  noteWrong(problem: string): void {
    this.#add(this.reportWrong([...this.path], problem));
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

import type { GraphQLFormattedError } from "graphql";
import type { ResponsePath } from "../values/json";

/** The places of an answer that errors speak of. */
export class ReportedPaths {
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

  /** Whether an error at this place, above or below it tells why nothing is there. */
  explain(path: ResponsePath): boolean {
    let key = "";
    for (const step of path) {
      key = below(key, step);
      if (this.#places.has(key)) return true;
    }
    return this.#placesAbove.has(key);
  }
}

/** Equal for the same place, and for no other. */
export function pathKey(path: ResponsePath): string {
  return path.reduce<string>(below, "");
}

function below(key: string, step: string | number): string {
  return `${key}/${step}`;
}

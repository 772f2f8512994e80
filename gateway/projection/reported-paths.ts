import type { GraphQLFormattedError } from "graphql";
import type { ResponsePath } from "../values/json";

/** The paths of an answer that errors are about. */
export class ReportedPaths {
  readonly #keys = new Set<string>();
  readonly #keysAbove = new Set<string>();

  constructor(errors: readonly GraphQLFormattedError[]) {
    for (const error of errors) this.add(error);
  }

  add({ path }: GraphQLFormattedError): void {
    if (!path) return;
    let key = "";
    for (const step of path) {
      this.#keysAbove.add(key);
      key = below(key, step);
    }
    this.#keys.add(key);
  }

  /** Whether an error at this path, above or below it explains why nothing is there. */
  explain(path: ResponsePath): boolean {
    let key = "";
    for (const step of path) {
      key = below(key, step);
      if (this.#keys.has(key)) return true;
    }
    return this.#keysAbove.has(key);
  }
}

/** Equal for the same path, and for no other. */
export function pathKey(path: ResponsePath): string {
  return path.reduce<string>(below, "");
}

function below(key: string, step: string | number): string {
  return `${key}/${step}`;
}

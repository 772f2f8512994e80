/** An error as the graph tells it. `path` is where in the answer it happened. */
export interface ToldError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: { code?: string; retryAfter?: number; argument?: readonly string[] };
}

/** A request that failed as a whole. Its message is the server's sentence; `code` is of the registry in README.md. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly errors: readonly ToldError[];

  constructor(status: number, errors: readonly ToldError[], options?: ErrorOptions) {
    super(errors[0]?.message ?? "", options);
    this.status = status;
    this.code = errors[0]?.extensions?.code ?? noAnswer;
    this.errors = errors;
  }
}

/** Codes of this side, for what the server has not told: it was not reached, or something else answered. */
export const notReached = "NOT_REACHED";
export const noAnswer = "NO_ANSWER";

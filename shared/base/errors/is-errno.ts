/**
 * Whether an error is the system's answer of that name, e.g. `ENOENT`. Not tested by `instanceof`: inside
 * jest, Node's own errors are of another realm's Error.
 */
export function isErrno(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}

/** An error meant for the operator: its message is one line with the problem and what to do. */
export class StartupError extends Error {
  override name = "StartupError";
}

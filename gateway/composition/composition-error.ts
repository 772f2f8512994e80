/** The subgraphs do not fit together; the message has a line for each reason. */
export class CompositionError extends Error {
  override name = "CompositionError";
}

/** Throws CompositionError where there are problems, with a line for each. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new CompositionError(problems.map((each) => `error: ${each}`).join("\n"));
}

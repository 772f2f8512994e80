/**
 * Has all who ask at about the same time share one run of `run`, which is given what each of them asked. A run begins
 * only after everybody who gets its result has asked, at the end of the event loop's turn and when the run before it has
 * ended: so what it finds is never older than any of their questions, and there is one run at a time, however many ask.
 */
export function shareRuns<Asked, Result>(
  run: (asked: readonly Asked[]) => Promise<Result>,
): (asked: Asked) => Promise<Result> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { asked: Asked[]; result: Promise<Result> } | undefined;
  const begin = async (asked: readonly Asked[]): Promise<Result> => {
    await running;
    await new Promise((resolve) => setImmediate(resolve));
    next = undefined;
    const result = run(asked);
    running = result.catch(() => undefined);
    return result;
  };
  return (one) => {
    if (next) next.asked.push(one);
    else {
      const asked = [one];
      next = { asked, result: begin(asked) };
    }
    return next.result;
  };
}

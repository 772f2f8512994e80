/**
 * The blocks of an event stream as they come, without the blank line after each:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream. `retry` has a value by chance,
 * which is left out.
 */
export async function* readBlocks(body: AsyncIterable<Uint8Array> | null): AsyncGenerator<string> {
  if (!body) throw new Error("Expected a body.");
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    yield* blocks.map((block) => block.replace(/^retry: \d{4,5}$/, "retry"));
  }
  if (text !== "") throw new Error(`Expected whole blocks, got ${JSON.stringify(text)} at the end.`);
}

/** The next so many. */
export async function take<Value>(values: AsyncIterator<Value>, count: number): Promise<Value[]> {
  const taken: Value[] = [];
  while (taken.length < count) {
    const { done, value } = await values.next();
    if (done) throw new Error(`Expected ${count} values, got ${JSON.stringify(taken)} and the end.`);
    taken.push(value);
  }
  return taken;
}

/** All that come until the end. */
export async function takeAll<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const taken: Value[] = [];
  for await (const value of values) taken.push(value);
  return taken;
}

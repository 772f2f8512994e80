import type { Readable } from "node:stream";

/** Reads the parts of an answer one after the other, each when it has come; strict where clients are. */
export async function* readParts(
  body: AsyncIterable<Uint8Array> | Readable | null,
): AsyncGenerator<Record<string, unknown>> {
  if (!body) throw new Error("Expected a body.");
  const delimiter = "\r\n---";
  const head = "\r\ncontent-type: application/json; charset=utf-8\r\n\r\n";
  const decoder = new TextDecoder("utf-8");
  let text = "";
  let isPreamble = true;
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter)) {
      const part = text.slice(0, end);
      text = text.slice(end + delimiter.length);
      if (isPreamble && part !== "") throw new Error(`Expected nothing before the first part, got ${part}.`);
      if (!isPreamble && !part.startsWith(head)) throw new Error(`Expected the head of a part, got ${part}.`);
      if (!isPreamble) yield JSON.parse(part.slice(head.length));
      isPreamble = false;
    }
  }
  if (text !== "--\r\n") throw new Error(`Expected the last boundary, got ${JSON.stringify(text)}.`);
}

import { SaxesParser } from "saxes";

export interface XmlHandler {
  /** Names without their prefix. */
  open(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  /** Gives true when the rest need not be read. */
  close?(name: string): boolean | undefined;
}

/** Parses XML as it comes. A generator, so that whoever reads it has each piece's events before the next piece is read. */
export async function* readXml(
  bytes: AsyncIterable<Buffer>,
  handler: XmlHandler,
): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser();
  let isDone = false;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => handler.open(localName(name), attributes));
  if (handler.text) {
    parser.on("text", (text) => handler.text?.(text));
    parser.on("cdata", (text) => handler.text?.(text));
  }
  parser.on("closetag", ({ name }) => {
    if (handler.close?.(localName(name))) isDone = true;
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of bytes) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
    if (isDone) return;
  }
  parser.write(decoder.decode()).close();
  yield;
}

/** The same of a small part, to its end. */
export async function parseXml(bytes: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(bytes, handler));
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

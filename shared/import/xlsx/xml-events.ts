import { SaxesParser } from "saxes";

export interface XmlHandler {
  /** Names without their prefix. */
  open(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  /** Gives true when the rest need not be read. */
  close?(name: string): boolean | undefined;
}

/** Most characters between two tags, or in one: the parser holds them. A cell has at most 32,767. */
const mostHeld = 1024 * 1024;

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
  let held = 0;
  parser.on("opentag", ({ name, attributes }) => {
    held = 0;
    handler.open(localName(name), attributes);
  });
  if (handler.text) {
    parser.on("text", (text) => handler.text?.(text));
    parser.on("cdata", (text) => handler.text?.(text));
  }
  parser.on("closetag", ({ name }) => {
    held = 0;
    if (handler.close?.(localName(name))) isDone = true;
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    held += text.length;
    parser.write(text);
    if (held > mostHeld) throw new Error(`Expected a tag within ${mostHeld} characters of XML.`);
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

import { type ChangeNotice, changeNotice } from "../../../shared/base/changes/change-notice";
import type { SubgraphTransport } from "../../transport/subgraph-transport";
import { isJsonObject } from "../../values/json";

export interface NoticeSource {
  get: SubgraphTransport["get"];
  /** Of the request: the gateway's statement. */
  headers: Record<string, string>;
  /** Where the reader stood; undefined: it begins. */
  after: string | undefined;
  /** So long may nothing come, not even a beat, in milliseconds. */
  silenceMs: number;
  signal: AbortSignal;
}

/** The subgraph does not know the position any more: it was restored, or has forgotten what came after it. */
export class PositionLost extends Error {
  override name = "PositionLost";
}

/** The subgraph has no feed at all, as one that others run may have none. */
export class NoFeed extends Error {
  override name = "NoFeed";
}

/** The longest line, in characters: a transaction of a million rows is told without keys. */
const longestLine = 16 * 1024 * 1024;

/**
 * The notices of a subgraph's `GET /changes`, as they come. Ends when the subgraph ends it; throws PositionLost, NoFeed, and
 * another error where there is no connection, or what comes are no notices, or nothing comes for too long.
 */
export async function* readNotices({
  get,
  headers,
  after,
  silenceMs,
  signal,
}: NoticeSource): AsyncGenerator<ChangeNotice> {
  const query = after === undefined ? "" : `?${new URLSearchParams({ after })}`;
  const { statusCode, body } = await get(`/changes${query}`, headers);
  const giveUp = () => body.destroy(new Error(`Expected a beat within ${silenceMs} ms; nothing came.`));
  const leave = () => body.destroy();
  // Whoever reads is told by what it throws; without a listener the process would be, too.
  body.on("error", () => undefined);
  signal.addEventListener("abort", leave, { once: true });
  if (signal.aborted) leave();
  let silence = setTimeout(giveUp, silenceMs);
  try {
    if (statusCode !== 200) throw await refusalOf(statusCode, body, after);
    let rest = "";
    const decoder = new TextDecoder();
    for await (const piece of body) {
      clearTimeout(silence);
      silence = setTimeout(giveUp, silenceMs);
      const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > longestLine) throw new Error("Expected a notice in a line of 16 MB at most.");
      for (const line of lines) if (line !== "") yield changeNotice.parse(JSON.parse(line));
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", leave);
    body.destroy();
  }
}

type Body = Awaited<ReturnType<SubgraphTransport["get"]>>["body"];

async function refusalOf(status: number, body: Body, after: string | undefined): Promise<Error> {
  const text = await body.text();
  const isLost = after !== undefined && status === 400 && codesOf(text).includes("INVALID_CURSOR");
  if (isLost) return new PositionLost(`Expected the subgraph to know ${after}.`);
  if (status === 404) return new NoFeed("Expected notices of changes; the subgraph tells none.");
  return new Error(`Expected notices of changes; status ${status}.`);
}

function codesOf(text: string): unknown[] {
  try {
    const { errors } = JSON.parse(text);
    return Array.isArray(errors)
      ? errors.map((error) =>
          isJsonObject(error) && isJsonObject(error.extensions) ? error.extensions.code : "",
        )
      : [];
  } catch {
    // What is no JSON names no code.
    return [];
  }
}

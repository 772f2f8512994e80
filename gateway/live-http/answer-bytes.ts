import type { LiveAnswer } from "../live/live-answer";

/** An answer is written to all who hold its query: what is the same for them is made once. */
const known = new WeakMap<LiveAnswer, Buffer>();

/** Answers as the bytes of their JSON, in one line. */
export function toBytes(answers: AsyncIterator<LiveAnswer>): AsyncIterator<Buffer> {
  return {
    async next() {
      const { done, value } = await answers.next();
      return done ? { done, value: undefined } : { done: false, value: bytesOf(value) };
    },
  };
}

function bytesOf(answer: LiveAnswer): Buffer {
  const found = known.get(answer);
  if (found) return found;
  const bytes = withoutBreaks(Buffer.from(answer.json));
  known.set(answer, bytes);
  return bytes;
}

/** JSON in one line, as events have to be: in JSON a break stands between values alone, and means nothing. */
export function withoutBreaks(json: Buffer): Buffer {
  const hasBreaks = json.includes("\n") || json.includes("\r");
  return hasBreaks ? Buffer.from(json.toString().replace(/[\r\n]+/g, "")) : json;
}

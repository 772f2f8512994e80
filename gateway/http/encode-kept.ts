import type { FastifyReply, FastifyRequest } from "fastify";
import { formsOf, type KeptEncoding, keptEncodings } from "../kept-answers/answer-forms";
import { compressedFrom } from "./compression";
import { varyBy } from "./vary-by";

/**
 * An answer as the client takes it. One that is kept is compressed once for all who take that encoding, which for a large
 * one is most of the work; any other is left to @fastify/compress.
 */
export function encodeKept(
  answer: Buffer,
  request: FastifyRequest,
  reply: FastifyReply,
): Buffer | Promise<Buffer> {
  const forms = formsOf(answer);
  if (!forms || answer.length < compressedFrom || request.headers["x-no-compression"] !== undefined)
    return answer;
  const encoding = chooseEncoding(request.headers["accept-encoding"]);
  if (!encoding) return answer;
  return forms.encoded(encoding).then((encoded) => {
    varyBy(reply, "accept-encoding");
    reply.headers({ "content-encoding": encoding, "content-length": encoded.length });
    return encoded;
  });
}

/** The best of those that the client takes and likes no less than another; as @fastify/compress chooses. */
function chooseEncoding(accepted: string | string[] | undefined): KeptEncoding | undefined {
  const likes = new Map<string, number>();
  for (const one of String(accepted ?? "")
    .toLowerCase()
    .split(",")) {
    const [name = "", ...parameters] = one.split(";").map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    likes.set(name === "*" || name === "x-gzip" ? "gzip" : name, quality === undefined ? 1 : Number(quality));
  }
  const likeOf = (encoding: string) => likes.get(encoding) ?? 0;
  const most = Math.max(...keptEncodings.map(likeOf));
  if (!(most > 0) || most < likeOf("identity")) return undefined;
  return keptEncodings.find((encoding) => likeOf(encoding) === most);
}

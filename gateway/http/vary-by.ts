import type { FastifyReply } from "fastify";

/**
 * Adds fields to those that `Vary` names already: the answer to a list of allowed origins depends on `Origin` besides.
 * `fields` is a list in lower case, separated by commas. See https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5
 */
export function varyBy(reply: FastifyReply, fields: string): void {
  const named = namesOf(String(reply.getHeader("vary") ?? ""));
  const known = new Set(named.map((name) => name.toLowerCase()));
  reply.header("vary", [...named, ...namesOf(fields).filter((name) => !known.has(name))].join(", "));
}

function namesOf(fields: string): string[] {
  return fields
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

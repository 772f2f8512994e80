import { z } from "zod";
import { badInput } from "../../shared/base/errors/graph-error";

/** What somebody proposes or publishes. */
export interface Publication {
  /** In SDL. */
  schema: string;
  /** Of its /graphql; absent: as it was. */
  url?: string | undefined;
  /** Types that it is the home of; absent: as it was. */
  entities?: readonly { type: string; isShared: boolean }[] | undefined;
  /** Coordinates of breaking changes that are to be made although somebody uses what they change. */
  accept: readonly string[];
}

/** Of a subgraph's schema, in bytes. */
export const longestSchema = 4 * 1024 * 1024;

const coordinate = z.string().min(1).max(300);
const shape = z.strictObject({
  schema: z.string().min(1).max(longestSchema),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine((url) => new URL(url).username === "" && new URL(url).password === "")
    .optional(),
  entities: z
    .array(z.strictObject({ type: z.string().regex(/^[_A-Za-z]\w{0,199}$/), isShared: z.boolean() }))
    .max(1_000)
    .optional(),
  accept: z.array(coordinate).max(1_000).default([]),
});

/** Throws BAD_USER_INPUT for a body that is none. */
export function readPublication(body: unknown): Publication {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw badInput(
    `Expected {"schema": "SDL of at most ${longestSchema / 2 ** 20} MB", "url"?: "http(s)://…/graphql", "entities"?: [{"type": "Name", "isShared": false}], "accept"?: ["Type.field"]}; not so: ${placesOf(parsed.error)}.`,
  );
}

const acceptShape = z.strictObject({ accept: z.array(coordinate).max(1_000).default([]) });

/** Of retiring; the body may be absent. */
export function readAccepted(body: unknown): readonly string[] {
  const parsed = acceptShape.safeParse(body ?? {});
  if (parsed.success) return parsed.data.accept;
  throw badInput(`Expected {"accept"?: ["Type.field"]}; not so: ${placesOf(parsed.error)}.`);
}

const ownerShape = z.strictObject({
  owner: z.string().min(1).max(64).nullable(),
  contact: z.string().min(1).max(200).nullable().default(null),
});

/** Throws BAD_USER_INPUT for a body that is none. */
export function readOwner(body: unknown): { owner: string | null; contact: string | null } {
  const parsed = ownerShape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw badInput(
    `Expected {"owner": "code of an organization" or null, "contact"?: "whom to write to"}; not so: ${placesOf(parsed.error)}.`,
  );
}

const rollbackShape = z.strictObject({
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});

/** The version to go back to; undefined: the one before. */
export function readRollback(body: unknown): number | undefined {
  const parsed = rollbackShape.safeParse(body ?? {});
  if (parsed.success) return parsed.data.version;
  throw badInput(`Expected {"version"?: a number from 1}; not so: ${placesOf(parsed.error)}.`);
}

const name = /^[a-z][a-z0-9-]{0,63}$/;

/** Throws BAD_USER_INPUT for what can be no subgraph's name. */
export function requireName(text: string): string {
  if (name.test(text)) return text;
  throw badInput("Expected the name of a subgraph: lower-case letters, digits and hyphens, at most 64.");
}

function placesOf(error: z.ZodError): string {
  return [...new Set(error.issues.map(({ path }) => path.join(".") || "the body"))].slice(0, 5).join(", ");
}

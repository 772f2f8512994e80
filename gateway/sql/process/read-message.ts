import { z } from "zod";
import type { FromWorker } from "../messages/messages";

/**
 * Reads what an SQL process tells. It runs the SQL of strangers in a program of a million lines: what comes from it is
 * looked at as what comes from a client. Throws where it is no such message.
 */
export function readMessage(message: unknown): FromWorker {
  return fromWorker.parse(message);
}

const text = z.string().max(1_000_000);
const count = z.int().min(0);
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const columnType = z.union([
  z.strictObject({ kind: z.enum(["text", "boolean", "integer", "float", "date", "instant", "json"]) }),
  z.strictObject({ kind: z.literal("decimal"), scale: z.int().min(0).max(38) }),
]);

const problem = z.strictObject({
  kind: z.enum(["statement", "parameter", "sql", "memory", "rows", "fault"]),
  message: text,
});

const fromWorker: z.ZodType<FromWorker> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("checked") }),
  z.strictObject({ kind: z.literal("bound") }),
  z.strictObject({
    kind: z.literal("answer"),
    columns: z.array(z.strictObject({ name: text, type: columnType })).min(1),
    rows: count,
    isCut: z.boolean(),
    emptied: count,
  }),
  z.strictObject({ kind: z.literal("rows"), rows: z.array(z.array(cell)) }),
  z.strictObject({ kind: z.literal("end") }),
  z.strictObject({ kind: z.literal("problem"), problem }),
]);

import { GraphError } from "../../base/errors/graph-error";

/** What a reader of the change log has seen: everything that a snapshot sees, of the counting of transactions that it is of. */
export interface ChangePosition {
  /** Id of the epoch (../change-epoch/create-change-epoch.ts). */
  epoch: string;
  /** As PostgreSQL writes a `pg_snapshot`: `xmin:xmax:xip,…`. */
  snapshot: string;
}

/** A position as text, opaque to readers. */
export function writePosition({ epoch, snapshot }: ChangePosition): string {
  return Buffer.from(`${epoch} ${snapshot}`).toString("base64url");
}

/** Throws INVALID_CURSOR for what is none: it ends as a parameter that PostgreSQL would refuse. */
export function readPosition(text: string): ChangePosition {
  const [, epoch, snapshot] = /^([\w-]{1,64}) (\d{1,19}:\d{1,19}:[\d,]*)$/.exec(decoded(text)) ?? [];
  if (epoch !== undefined && snapshot !== undefined && isSnapshot(snapshot)) return { epoch, snapshot };
  throw new GraphError(
    "INVALID_CURSOR",
    "after: expected the position of an earlier notice; this text is none.",
    {
      argument: ["after"],
    },
  );
}

function decoded(text: string): string {
  return Buffer.from(text, "base64url").toString("latin1");
}

/** Running transactions lie in ascending order between the first that may run and the first that has not begun. */
function isSnapshot(text: string): boolean {
  const [xmin = "", xmax = "", list = ""] = text.split(":");
  const running = list === "" ? [] : list.split(",");
  if (running.some((id) => !/^\d{1,19}$/.test(id))) return false;
  const [first, end, ids] = [BigInt(xmin), BigInt(xmax), running.map(BigInt)];
  const isAscending = ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? id));
  return (
    first > 0n && first <= end && end < 2n ** 63n && isAscending && ids.every((id) => id >= first && id < end)
  );
}

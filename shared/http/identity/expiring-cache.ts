import { LRUCache } from "lru-cache";
import type { Clock } from "../../base/clock/clock";

/** A bounded map whose entries end by themselves; the one unused for longest makes room. */
export interface ExpiringCache<Value> {
  /** The value, if it was stored and has not ended. */
  get(key: string): Value | undefined;
  /** Stores a value until an instant, in milliseconds since the epoch. */
  set(key: string, value: Value, expiresAtMs: number): void;
  delete(key: string): void;
}

/** An `lru-cache` that goes by the caller's clock, to the millisecond. */
export function createExpiringCache<Value extends object>(
  max: number,
  clock: Pick<Clock, "now">,
): ExpiringCache<Value> {
  const now = () => clock.now().getTime();
  const entries = new LRUCache<string, Value>({ max, perf: { now }, ttlResolution: 0 });
  return {
    get: (key) => entries.get(key),
    set(key, value, expiresAtMs) {
      const ttl = expiresAtMs - now();
      // To the library a ttl of 0 has no end. It keeps an entry for the whole of its last millisecond, we do not.
      if (ttl > 0) entries.set(key, value, { ttl: ttl - 0.5 });
      else entries.delete(key);
    },
    delete: (key) => void entries.delete(key),
  };
}

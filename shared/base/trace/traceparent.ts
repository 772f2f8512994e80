export const traceparentHeader = "traceparent";

/** The span of another process that a request is part of. */
export interface RemoteParent {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits. */
  spanId: string;
  isSampled: boolean;
}

/** Reads a header by https://www.w3.org/TR/trace-context/#traceparent-header; undefined for what is none. */
export function readTraceparent(header: string | string[] | undefined): RemoteParent | undefined {
  if (typeof header !== "string") return undefined;
  const [, version, traceId = "", spanId = "", flags = "", more] = pattern.exec(header.trim()) ?? [];
  if (version === undefined || version === "ff" || zeros.test(traceId) || zeros.test(spanId))
    return undefined;
  // Later versions may have more at the end; this one has not.
  if (version === "00" && more !== undefined) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const zeros = /^0+$/;

export function writeTraceparent({ traceId, spanId, isSampled }: RemoteParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}

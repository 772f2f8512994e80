import type { ErrorCode } from "../../shared/base/errors/registry";

/** An error of JSON-RPC 2.0. See https://www.jsonrpc.org/specification#error_object */
export interface JsonRpcError {
  jsonrpc: "2.0";
  /** Of the request; null where it has none that could be read. */
  id: string | number | null;
  error: {
    code: number;
    message: string;
    data: { code: ErrorCode; retryAfter?: number; requestId?: string };
  };
}

/** JSON-RPC's own codes, and one of the range that it leaves to servers for all else. */
const numbers: Partial<Record<ErrorCode, number>> = {
  INVALID_JSON: -32700,
  BAD_REQUEST: -32600,
  NOT_FOUND: -32601,
  BAD_USER_INPUT: -32602,
  INTERNAL_SERVER_ERROR: -32603,
};
const other = -32000;

/** An error of the registry as JSON-RPC tells it; `data.code` is the registry's. */
export function jsonRpcError(
  code: ErrorCode,
  message: string,
  id: JsonRpcError["id"] = null,
  more: { retryAfter?: number; requestId?: string } = {},
): JsonRpcError {
  return { jsonrpc: "2.0", id, error: { code: numbers[code] ?? other, message, data: { code, ...more } } };
}

/** What the connections of live queries may take of a process, and of one client. */
export interface ConnectionLimits {
  /** Connections that may be open at a time, and of one client. */
  connections: number;
  connectionsOfClient: number;
  /** Operations that may run on one connection at a time. */
  operationsOfConnection: number;
  /** How long a client may leave what was sent to it unread, in milliseconds. */
  stallMs: number;
  /** How often something is sent over a connection that is silent, in milliseconds: proxies end those that are. */
  pingMs: number;
  /** How long a socket may take to say who it is, and a reservation to become a stream, in milliseconds. */
  initMs: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  connections: 20_000,
  // An office is often one address.
  connectionsOfClient: 1_000,
  operationsOfConnection: 100,
  stallMs: 60_000,
  pingMs: 15_000,
  initMs: 5_000,
};

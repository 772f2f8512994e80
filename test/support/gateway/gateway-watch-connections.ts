import { Socket } from "node:net";

/*
 * Preloaded into a gateway's process with --require: writes the host of each outgoing connection to
 * standard error, so that a test sees whom the process talks to.
 */
const connect = Socket.prototype.connect;
Socket.prototype.connect = function watched(this: Socket, ...args: unknown[]): Socket {
  const [first] = args;
  const options: unknown = Array.isArray(first) ? first[0] : first;
  const isTcp = typeof options === "object" && options !== null && "port" in options;
  if (isTcp) process.stderr.write(`connects to ${"host" in options ? String(options.host) : "localhost"}\n`);
  return Reflect.apply(connect, this, args);
};

import { once } from "node:events";
import { WebSocket } from "ws";

/** A client that sends whatever a test has it send, and reads messages one after the other. */
export interface SocketClient {
  readonly socket: WebSocket;
  /** An object as JSON; a text or bytes as they are. */
  send(message: object | string | Buffer): void;
  /** The next message. */
  next(): Promise<unknown>;
  /** Code and reason with which it was closed, and all messages that nobody has taken before. */
  closed(): Promise<{ code: number; reason: string; messages: unknown[] }>;
  /** Says who it is, and takes the answer. */
  initialise(payload?: object): Promise<unknown>;
  close(): void;
}

export interface SocketClientOptions {
  protocols?: string[];
  headers?: Record<string, string>;
  path?: string;
}

/** Throws with the status of an answer that is no socket. */
export async function openSocket(
  url: string,
  { protocols = ["graphql-transport-ws"], headers = {}, path = "/graphql" }: SocketClientOptions = {},
): Promise<SocketClient> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}${path}`, protocols, { headers });
  const messages: unknown[] = [];
  let wake = () => {};
  socket.on("message", (data) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on("close", (code, reason) => {
      resolve({ code, reason: String(reason) });
      wake();
    }),
  );
  const opened = once(socket, "open");
  // Once it is open, what goes wrong is told by its close.
  socket.on("error", () => {});
  await opened;
  const client: SocketClient = {
    socket,
    send(message) {
      const isSent = typeof message === "string" || Buffer.isBuffer(message);
      socket.send(isSent ? message : JSON.stringify(message));
    },
    async next() {
      while (messages.length === 0) {
        if (socket.readyState === WebSocket.CLOSED) throw new Error("Expected a message, got the end.");
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return messages.shift();
    },
    closed: async () => ({ ...(await closed), messages: messages.splice(0) }),
    async initialise(payload) {
      client.send({ type: "connection_init", ...(payload && { payload }) });
      return client.next();
    },
    close: () => socket.close(),
  };
  return client;
}

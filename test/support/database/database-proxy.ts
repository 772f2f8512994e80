import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a database that can be cut, or go silent, while the database itself goes on. */
export interface DatabaseProxy {
  /** Of the database by this way. */
  url: string;
  /** Hangs up on everybody, and on whoever comes. */
  cut(): void;
  /** Takes connections and statements, and lets no answer through. */
  silence(): void;
  restore(): void;
  /** Leads to another database from now on, as an address that follows the primary does; hangs up on everybody. */
  moveTo(databaseUrl: string): void;
  close(): Promise<void>;
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  let target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "silent" = "open";
  const server = createServer((client) => {
    if (state === "cut") return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    client.on("data", (chunk) => upstream.write(chunk));
    upstream.on("data", (chunk) => {
      if (state !== "silent") client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      state = "cut";
      hangUp();
    },
    silence() {
      state = "silent";
    },
    restore() {
      if (state === "silent") hangUp();
      state = "open";
    },
    moveTo(other) {
      target = new URL(other);
      hangUp();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  };
}

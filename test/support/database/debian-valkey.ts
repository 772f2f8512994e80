import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createClient } from "@redis/client";
import { eventually } from "../gateway/gateway-request";
import { unusedPort } from "../processes/unused-port";

/** A Valkey or Redis of its own that keeps nothing. */
export interface ValkeyServer {
  url: string;
  stop(): Promise<void>;
}

/** The server that Debian's packages have installed; undefined where there is none. */
export function installedValkey(): string | undefined {
  return ["/usr/bin/valkey-server", "/usr/bin/redis-server"].find(existsSync);
}

export async function startValkey(binary: string, port?: number): Promise<ValkeyServer> {
  const chosen = port ?? (await unusedPort());
  const settings = ["--port", `${chosen}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn(binary, settings, { stdio: "ignore" });
  const ended = once(server, "exit");
  const url = `redis://127.0.0.1:${chosen}`;
  await eventually(() => ping(url));
  return {
    url,
    async stop() {
      server.kill("SIGKILL");
      await ended;
    },
  };
}

async function ping(url: string): Promise<true | undefined> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  // Told by what connect() throws.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.ping();
    client.destroy();
    return true;
  } catch {
    return undefined;
  }
}

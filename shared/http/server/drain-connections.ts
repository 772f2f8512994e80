import { Server as NetServer, type Server } from "node:net";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

const lookMs = 20;

/**
 * Stops listening, and gives clients until `limitMs` to end their connections themselves: meanwhile every answer says
 * them to. `close()` of an HTTP server would end idle ones at once, when a request may be on its way over them.
 */
export async function drainConnections(server: Server, limitMs: number): Promise<void> {
  if (limitMs === 0 || !server.listening) return;
  // Those who have just come were taken in a moment ago: the system hangs up on those who still wait to be.
  await nextTurn();
  NetServer.prototype.close.call(server);
  const deadline = performance.now() + limitMs;
  while ((await connectionsOf(server)) > 0 && performance.now() < deadline) await sleep(lookMs);
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}

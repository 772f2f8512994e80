import { createServer } from "node:net";
import { isErrno } from "../../base/errors/is-errno";

/** Whether a server could listen on a port of an address now. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  return (await tryListening(port, host)) !== undefined;
}

/** A port of an address that nobody listens on: the preferred one, or one that the system chooses. */
export async function freePort(host: string, preferred = 0): Promise<number> {
  const port = (await tryListening(preferred, host)) ?? (await tryListening(0, host));
  if (port === undefined) throw new Error(`Expected a free port on ${host}; the system gave none.`);
  return port;
}

/** Listens for a moment; the port, or undefined when it is taken. Other problems reject. */
function tryListening(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      // A port below 1024 is as little ours as one that is taken.
      if (isErrno(error, "EADDRINUSE") || isErrno(error, "EACCES")) resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

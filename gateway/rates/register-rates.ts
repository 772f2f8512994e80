import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { Client, ClientRates } from "./client-rates";
import { type RateStatus, rateLimited, windowSeconds } from "./rates";
import { createRefusalThrottle } from "./refusal-throttle";

/** What an operation is charged to. */
export interface RequestRate {
  /** Tells clients apart. */
  client: string;
  /** Throws GraphError RATE_LIMITED when the client had nothing left. */
  charge(cost: number): Promise<void>;
}

/**
 * Refuses a client that has nothing left before its request is read, delays refusals that come fast, and
 * gives the function that charges what requests cost. Clients of roles without a rate are not counted in any way.
 * Registered after authentication: a client is the subject of its token, or else its address.
 *
 * What is left stands in the header fields of https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/, the
 * quota in units of cost.
 */
export function registerRates(
  app: FastifyInstance,
  rates: ClientRates,
  viewerOf: (request: FastifyRequest) => Viewer,
  /** Of routes whose requests are refused to a client that has nothing left. */
  paths: ReadonlySet<string | undefined>,
): (request: FastifyRequest, reply: FastifyReply) => RequestRate {
  const clientOf = (request: FastifyRequest): Client => clientAt(viewerOf(request), request.ip);
  const pace = createRefusalThrottle();
  app.decorateRequest("client");
  app.decorateRequest("isRefused");
  app.addHook("onRequest", (request, reply, done) => {
    if (!paths.has(request.routeOptions.url) || request.method === "OPTIONS") return done();
    const client = clientOf(request);
    request.client = client;
    // A browser says who it is over the socket alone: until then it would be whoever shares its address.
    if (isUpgrade(request)) return done();
    const status = rates.exhausted(client);
    if (!status) return done();
    refuse(reply, status);
    done(rateLimited(status));
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    const isRefused = request.isRefused || (reply.statusCode >= 400 && reply.statusCode < 500);
    if (!isRefused) return done(null, payload);
    const client = request.client ?? clientOf(request);
    const delayMs = rates.counts(client) ? pace.delayMs(client.key, bytesOf(request)) : 0;
    if (delayMs === 0) return done(null, payload);
    setTimeout(done, delayMs, null, payload);
  });
  return (request, reply) => {
    const client = request.client ?? clientOf(request);
    return {
      client: client.key,
      async charge(cost) {
        try {
          const status = await rates.charge(client, cost);
          if (status) setRateHeaders(reply, status);
        } catch (error) {
          const status = rates.exhausted(client);
          if (status) refuse(reply, status);
          throw error;
        }
      },
    };
  };
}

/** Whether Node.js makes a socket of it. */
function isUpgrade({ raw }: FastifyRequest): boolean {
  return "upgrade" in raw && raw.upgrade === true;
}

/** What an operation is charged to that does not come as a request of its own. */
export function rateOfClient(rates: ClientRates, client: Client): RequestRate {
  return {
    client: client.key,
    charge: async (cost) => void (await rates.charge(client, cost)),
  };
}

/** Who a viewer counts as, who asks from an address. */
export function clientAt({ role, subject }: Viewer, address: string): Client {
  return { role, key: subject === null ? `address ${addressGroup(address)}` : `subject ${subject}` };
}

declare module "fastify" {
  interface FastifyRequest {
    /** Who is charged for an operation. */
    client?: Client;
    /** Its operation was refused, although the status is 200, as clients of the former media type get it. */
    isRefused?: boolean;
  }
}

/** A body that does not say its length may be a large one. */
const bytesWithoutLength = 64 * 1024;

function bytesOf({ headers }: FastifyRequest): number {
  if (headers["transfer-encoding"] !== undefined) return bytesWithoutLength;
  return Number(headers["content-length"] ?? 0);
}

function setRateHeaders(reply: FastifyReply, { quota, left, resetsIn }: RateStatus): void {
  reply.header("ratelimit-policy", `"cost";q=${quota};w=${windowSeconds}`);
  reply.header("ratelimit", `"cost";r=${left};t=${resetsIn}`);
}

function refuse(reply: FastifyReply, status: RateStatus): void {
  setRateHeaders(reply, status);
  reply.header("retry-after", status.resetsIn);
}

/** An IPv4 address; of IPv6 the network, for each customer has one of 2^64 addresses. */
export function addressGroup(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = "", tail] = address.split("::");
  const [begin, end] = [groupsOf(head), groupsOf(tail ?? "")];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - begin.length - end.length)).fill("0");
  return `${[...begin, ...zeros, ...end].slice(0, 4).join(":")}::/64`;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16).toString(16));
}

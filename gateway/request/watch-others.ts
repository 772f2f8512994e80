import type { FastifyInstance } from "fastify";

/** Whether operations of clients are under way, or were a moment ago; those of `apart` do not count. */
export type IsBusy = () => boolean;

/** So long after an answer another request of somebody who asks again and again may come, in milliseconds. */
const momentMs = 250;

/** Watches the requests of a server. */
export function watchOthers(app: FastifyInstance, apart: readonly string[]): IsBusy {
  app.decorateRequest("settle");
  let underWay = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  app.addHook("onRequest", (request, reply, done) => {
    const { url } = request.routeOptions;
    if (url === undefined || url.startsWith("/health/") || apart.includes(url)) return done();
    underWay++;
    let isSettled = false;
    request.settle = () => {
      if (isSettled) return;
      isSettled = true;
      underWay--;
      lastAt = performance.now();
    };
    reply.raw.once("close", request.settle);
    done();
  });
  return () => underWay > 0 || performance.now() - lastAt < momentMs;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Nothing is done for it from now on but now and then: it is a stream, or a socket. */
    settle?: () => void;
  }
}

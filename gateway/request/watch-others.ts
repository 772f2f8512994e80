import type { FastifyInstance } from "fastify";

/** Whether operations of clients are under way, or were a moment ago; those of `apart` do not count. */
export type IsBusy = () => boolean;

/** So long after an answer another request of somebody who asks again and again may come, in milliseconds. */
const momentMs = 250;

/** Watches the requests of a server. */
export function watchOthers(app: FastifyInstance, apart: readonly string[]): IsBusy {
  let underWay = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  app.addHook("onRequest", (request, reply, done) => {
    const { url } = request.routeOptions;
    if (url === undefined || url.startsWith("/health/") || apart.includes(url)) return done();
    underWay++;
    reply.raw.once("close", () => {
      underWay--;
      lastAt = performance.now();
    });
    done();
  });
  return () => underWay > 0 || performance.now() - lastAt < momentMs;
}

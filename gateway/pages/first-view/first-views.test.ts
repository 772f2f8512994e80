import { Writable } from "node:stream";
import pino from "pino";
import { GraphError } from "../../../shared/base/errors/graph-error";
import { createFirstViews, type DocumentAnswer } from "./first-views";
import type { AskedDocument, RenderTask } from "./page-renderer";

/*
 * Pages made of the answers to what they ask for: a renderer that shows the answers' texts, and asks for another document
 * when it knows what day it is.
 */

const html = '<html lang="vi"><title>x</title><link rel="icon"><div id="root"></div></html>';
const today: AskedDocument = { documentId: "today", variables: {} };
const figures = (day: string): AskedDocument => ({ documentId: "figures", variables: { day } });

let rendered: RenderTask[];
let asked: AskedDocument[];
let charged: number;
let lines: string[];
let answers: (document: AskedDocument) => DocumentAnswer | undefined;
let hold: Promise<void> | undefined;

beforeEach(() => {
  [rendered, asked, charged, lines, hold] = [[], [], 0, [], undefined];
  answers = ({ documentId, variables }) => body(documentId === "today" ? "14" : `of ${variables.day}`);
});

const body = (text: string): DocumentAnswer => ({ body: text, isRefused: false });
const log = pino(
  new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(JSON.parse(line.toString()).msg);
      done();
    },
  }),
);

function views() {
  return createFirstViews({
    ...{ html, styles: [], log },
    thread: {
      async render(task) {
        rendered.push(task);
        await hold;
        const day = task.answers.find(({ documentId }) => documentId === "today")?.body;
        return {
          ...{
            html: task.answers.map((each) => each.body).join(" "),
            language: "vi",
            title: "t",
            state: "{}",
          },
          asked: day === undefined ? [today] : [today, figures(day)],
        };
      },
    },
  });
}

const request = (search = "") => ({
  ...{ pathname: "/page", search },
  ask: async (document: AskedDocument) => {
    asked.push(document);
    return answers(document);
  },
  charge: async () => void charged++,
});

/** What stands in the page that is sent. */
async function shown(
  file: Awaited<ReturnType<ReturnType<typeof views>["get"]>>,
): Promise<string | undefined> {
  let sent = "";
  const reply = {
    ...{ headers: () => reply, getHeader: () => undefined, header: () => reply, type: () => reply },
    send(content: Buffer) {
      sent = content.toString();
      return reply;
    },
  };
  await file?.send({ headers: {} } as never, reply as never);
  return file && /<div id="root">(.*)<\/div>/.exec(sent)?.[1];
}

it("asks for what a page shows in as many rounds as that takes, and the next time in one", async () => {
  const pages = views();
  expect(await shown(await pages.get(request()))).toBe("14 of 14");
  expect([asked, rendered.length, charged]).toEqual([[today, figures("14")], 3, 3]);
  asked = [];
  expect(await shown(await pages.get(request()))).toBe("14 of 14");
  // Asked for again each time, and not rendered.
  expect([asked, rendered.length, charged]).toEqual([[today, figures("14")], 3, 3]);
});

it("makes a page anew when an answer has changed, and forgets what it does not show any more", async () => {
  const pages = views();
  await pages.get(request());
  answers = ({ documentId, variables }) => body(documentId === "today" ? "15" : `of ${variables.day}`);
  expect(await shown(await pages.get(request()))).toBe("15 of 15");
  asked = [];
  await pages.get(request());
  expect(asked).toEqual([today, figures("15")]);
});

it("keeps pages apart by their addresses", async () => {
  const pages = views();
  await pages.get(request("?a=1"));
  answers = () => body("other");
  expect(await shown(await pages.get(request("?a=2")))).toBe("other other");
  expect(rendered.map(({ search }) => search)).toEqual(["?a=1", "?a=1", "?a=1", "?a=2", "?a=2", "?a=2"]);
});

it("shows what has come in time, and all of it to who comes next", async () => {
  const pages = views();
  answers = ({ documentId }) => (documentId === "today" ? body("14") : undefined);
  expect(await shown(await pages.get(request()))).toBe("14");
  answers = ({ documentId }) => body(documentId === "today" ? "14" : "late");
  expect(await shown(await pages.get(request()))).toBe("14 late");
});

it("leaves a page empty when nothing has come, and when the client may ask for nothing", async () => {
  const pages = views();
  answers = () => undefined;
  expect(await pages.get(request())).toBeUndefined();
  answers = () => ({ body: "no", isRefused: true });
  expect(await pages.get(request())).toBeUndefined();
  const refuse = async () => {
    throw new GraphError("RATE_LIMITED", "no");
  };
  rendered = [];
  expect(await pages.get({ ...request("?b"), charge: refuse })).toBeUndefined();
  expect([rendered, lines]).toEqual([[], []]);
});

it("renders once for all who come meanwhile", async () => {
  const pages = views();
  await pages.get(request());
  rendered = [];
  answers = ({ documentId }) => body(documentId === "today" ? "14" : "new");
  const held = Promise.withResolvers<void>();
  hold = held.promise;
  const all = Array.from({ length: 5 }, () => pages.get(request()));
  held.resolve();
  expect(new Set(await Promise.all((await Promise.all(all)).map(shown)))).toEqual(new Set(["14 new"]));
  expect(rendered.length).toBe(1);
});

it("leaves a page empty that cannot be rendered, and says so in the log", async () => {
  const pages = createFirstViews({
    ...{ html, styles: [], log },
    thread: { render: () => Promise.reject(new Error("broken")) },
  });
  expect(await pages.get(request())).toBeUndefined();
  expect(lines).toEqual(["a page comes without its first view"]);
});

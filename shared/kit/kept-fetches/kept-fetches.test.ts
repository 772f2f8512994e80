import sql from "sql-template-tag";
import { serveOpened, type TestServed } from "../../../test/support/subgraph/served-subgraph";
import {
  admin,
  analyst,
  editorOf,
  openTestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { libraries } from "../../../test/template/subgraph";

/* Answers that a subgraph sends again, as the gateway gets them; what they take of the database shows which were made. */

let now = new Date(testNow);
let served: TestServed;
let runners: jest.SpyInstance;
beforeAll(async () => {
  const opened = await openTestSubgraph(libraries);
  served = await serveOpened(libraries, opened, { clock: { now: () => now } });
  runners = jest.spyOn(opened.dataSource, "createQueryRunner");
});
afterAll(() => served.close());

type Asked = Parameters<TestServed["ask"]>[1];

/** What came, and whether anything was read for it. */
async function ask(query: string, asked: Asked = {}) {
  const before = runners.mock.calls.length;
  const { data, errors, headers } = await served.ask(query, asked);
  return { data, errors, headers, isMade: runners.mock.calls.length > before };
}

/** Asks until the answer is kept: the first time it is only noticed, the second time it is kept. */
async function keep(query: string, asked: Asked = {}) {
  const made = [await ask(query, asked), await ask(query, asked)];
  expect(made.map(({ errors }) => errors)).toEqual([undefined, undefined]);
  expect(made.map(({ isMade }) => isMade)).toEqual([true, true]);
  const kept = await ask(query, asked);
  expect(kept.data).toEqual(made[1]?.data);
  return kept;
}

const write = (name: string) => served.subgraph.database.rows(sql`UPDATE library SET name = ${name}`);
const named = (text: string) => `{ library(code: "TV-00004") { code name } ${text}: __typename }`;

it("sends the answer of before from the third time on, until something is written", async () => {
  const query = named("written");
  expect((await keep(query)).isMade).toBe(false);
  await write("Thư viện mới");
  const anew = await ask(query);
  expect([anew.isMade, JSON.stringify(anew.data).includes("Thư viện mới")]).toEqual([true, true]);
  expect(await ask(query)).toMatchObject({ isMade: false, data: anew.data });
});

it("sees what was committed while others ask and write, as soon as its author knows", async () => {
  const query = named("raced");
  await keep(query);
  let isDone = false;
  const others = async () => {
    while (!isDone) {
      await served.subgraph.database.rows(sql`UPDATE loan SET id = id WHERE id = (SELECT min(id) FROM loan)`);
      await ask(query);
    }
  };
  const asking = Promise.all([others(), others()]);
  const seen: boolean[] = [];
  for (let turn = 0; turn < 30; turn++) {
    await write(`lần ${turn}`);
    const answers = await Promise.all([ask(query), ask(query), ask(query)]);
    seen.push(answers.every(({ data }) => JSON.stringify(data).includes(`lần ${turn}"`)));
  }
  isDone = true;
  await asking;
  expect(seen).toEqual(seen.map(() => true));
});

it("is of one viewer, and of one set of variables", async () => {
  const query = "query ($code: ID!) { library(code: $code) { code } }";
  expect((await keep(query, { variables: { code: "TV-00004" } })).isMade).toBe(false);
  const others: Asked[] = [
    { variables: { code: "TV-00008" } },
    ...[analyst, editorOf("SKHCN"), editorOf("SYT"), { ...admin, subject: "another" }].map((viewer) => ({
      ...{ viewer, variables: { code: "TV-00004" } },
    })),
  ];
  for (const other of others) expect((await ask(query, other)).isMade).toBe(true);
});

it("ends when the clock alone may change it", async () => {
  const query = named("timed");
  expect((await keep(query)).isMade).toBe(false);
  now = new Date("2025-11-15T00:00:00+07:00");
  expect((await ask(query)).isMade).toBe(true);
  expect((await ask(query)).isMade).toBe(false);
  // Nor is it of a day before.
  now = new Date(testNow);
  expect((await ask(query)).isMade).toBe(true);
});

it("is none of what names its own instant, nor of errors", async () => {
  expect((await keep('{ loanStats { dataAsOf } library(code: "TV-00004") { code } }')).isMade).toBe(true);
  const wrong = '{ library(code: "TV-00004") { code } loanStats(first: -1) { truncated } }';
  for (let time = 0; time < 3; time++)
    expect(await ask(wrong)).toMatchObject({
      isMade: true,
      errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
    });
});

it("is made while the log cannot be read, and sent again when it can", async () => {
  const query = named("lost");
  const { data } = await keep(query);
  await served.subgraph.database.rows(sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${`${libraries.name} state`}`);
  const found = [await ask(query), await ask(query), await ask(query)];
  expect(found.map((one) => one.data)).toEqual([data, data, data]);
  expect((await ask(query)).isMade).toBe(false);
});

import { setTimeout as sleep } from "node:timers/promises";
import sql from "sql-template-tag";
import { procedures } from "../../../subgraphs/procedures/subgraph";
import { tasks } from "../../../subgraphs/tasks/subgraph";
import { nestedLists } from "../../../test/support/schema/nested-lists";
import { serveTestSubgraph, type TestServed } from "../../../test/support/subgraph/served-subgraph";
import { deadlineHeader } from "./deadline-header";
import { ListScheduler } from "./list-scheduler";
import { RequestWork } from "./request-work";

let served: TestServed;

beforeAll(async () => {
  served = await serveTestSubgraph(procedures);
});
afterAll(() => served.close());

/** Statements of the subgraph that run on the server now. */
async function running(): Promise<{ query: string }[]> {
  return served.subgraph.dataSource.query(
    "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()",
  );
}

/** Waits until it is so; the test's own time limit ends what never comes. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(5);
}

/** Holds a table, so that statements that read it wait, while `work` is done. */
async function whileHeld(table: string, work: () => Promise<void>): Promise<void> {
  await served.subgraph.dataSource.transaction(async (manager) => {
    await manager.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    await work();
  });
}

describe("a request that asks for more objects than it may", () => {
  test("is refused by a subgraph of lists within lists that is asked directly", async () => {
    const answer = await served.ask(nestedLists("procedures", "competentOrganization", 3));
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: "QUERY_TOO_COMPLEX" } }] });
    expect(answer.errors).toHaveLength(1);
    expect(answer.data).toBeUndefined();
  });

  test("is refused in every subgraph", async () => {
    const other = await serveTestSubgraph(tasks);
    try {
      const answer = await other.ask(nestedLists("tasks", "leadOrganization", 5));
      expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: "QUERY_TOO_COMPLEX" } }] });
    } finally {
      await other.close();
    }
  });

  test("is answered when it has just as many", async () => {
    const query = "{ procedures(first: 100) { nodes { code } } }";
    const [enough, tooFew] = [
      await serveTestSubgraph(procedures, { maxObjects: 100 }),
      await serveTestSubgraph(procedures, { maxObjects: 99 }),
    ];
    try {
      expect((await enough.ask(query)).errors).toBeUndefined();
      expect((await tooFew.ask(query)).errors?.[0]?.extensions.code).toBe("QUERY_TOO_COMPLEX");
    } finally {
      await Promise.all([enough.close(), tooFew.close()]);
    }
  });

  test("is not read into memory when its pages within are too many", async () => {
    const other = await serveTestSubgraph(procedures, { maxObjects: 500 });
    try {
      const competent = await other.subgraph.database.rows<{ code: string }>(sql`
        SELECT competent_organization_code AS code FROM procedure GROUP BY 1 ORDER BY count(*) DESC LIMIT 50`);
      const codes = [
        ...competent.map(({ code }) => code),
        ...Array.from({ length: 400 }, (_, at) => `X${at}`),
      ];
      const representations = codes.map((code) => ({ __typename: "Organization", code }));
      const answer = await other.ask(
        `query ($representations: [_Any!]!) { _entities(representations: $representations) {
          ... on Organization { procedures(first: 200) { pageInfo { hasNextPage } } } } }`,
        { variables: { representations } },
      );
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(["QUERY_TOO_COMPLEX"]);
    } finally {
      await other.close();
    }
  });

  test("lets others be answered before it is", async () => {
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const two = `{ procedures(first: 200) { nodes { competentOrganization { procedures(first: 200) { nodes { code name } } } } } }`;
    const large = served.ask(two).then(note("large"));
    const small = served.ask("{ procedures(first: 1) { nodes { code } } }").then(note("small"));
    await Promise.all([large, small]);
    expect(order).toEqual(["small", "large"]);
  });
});

describe("a request that nobody waits for", () => {
  const counted = "{ procedures(first: 1) { totalCount } }";

  test("has its statement cancelled on the server when the caller leaves", async () => {
    await whileHeld("procedure", async () => {
      const leaving = new AbortController();
      const answer = served.ask(counted, { signal: leaving.signal }).catch((error: Error) => error.name);
      await until(async () => (await running()).length > 0);
      leaving.abort();
      expect(await answer).toBe("AbortError");
      await until(async () => (await running()).length === 0);
    });
    expect((await served.ask(counted)).errors).toBeUndefined();
  });

  test("ends when the time is up that the gateway tells, statement and all", async () => {
    await whileHeld("procedure", async () => {
      const answer = await served.ask(counted, { headers: { [deadlineHeader]: "150" } });
      expect(answer).toMatchObject({ status: 504, errors: [{ extensions: { code: "QUERY_TIMEOUT" } }] });
      await until(async () => (await running()).length === 0);
    });
  });

  test("takes no heed of a deadline that is none", async () => {
    for (const told of ["", "soon", "-1", "1e3", "9".repeat(12)])
      expect((await served.ask(counted, { headers: { [deadlineHeader]: told } })).errors).toBeUndefined();
  });
});

test("what a subgraph does is ended when it is stopped and has waited long enough", async () => {
  const other = await serveTestSubgraph(procedures, { graceMs: 50 });
  try {
    await other.subgraph.dataSource.transaction(async (manager) => {
      await manager.query("LOCK TABLE procedure IN ACCESS EXCLUSIVE MODE");
      const answer = other.ask("{ procedures(first: 1) { totalCount } }");
      const active = () =>
        other.subgraph.dataSource.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()",
        );
      await until(async () => (await active()).length > 0);
      await other.stop();
      expect(await answer).toMatchObject({
        status: 503,
        errors: [{ extensions: { code: "SERVICE_UNAVAILABLE" } }],
      });
    });
  } finally {
    await other.close();
  }
});

describe("the pace", () => {
  test("lets each request have its turn, whatever another has waiting", async () => {
    const pace = new ListScheduler();
    const [greedy, modest] = [new RequestWork({ pace }), new RequestWork({ pace })];
    const order: string[] = [];
    const draws = Array.from({ length: 10 }, (_, at) =>
      Promise.resolve(greedy.draw(1_000)).then(() => order.push(`greedy ${at}`)),
    );
    draws.push(Promise.resolve(modest.draw(10)).then(() => order.push("modest")));
    await Promise.all(draws);
    expect(order.indexOf("modest")).toBeLessThanOrEqual(2);
    expect(order.filter((name) => name !== "modest")).toEqual(draws.slice(1).map((_, at) => `greedy ${at}`));
  });

  test("never begins what was ended", async () => {
    const pace = new ListScheduler();
    const [ended, other] = [new RequestWork({ pace }), new RequestWork({ pace })];
    await ended.draw(1_000);
    let begun = false;
    void ended.draw(1)?.then(() => {
      begun = true;
    });
    ended.abandon();
    await other.draw(1_000);
    await other.draw(1_000);
    expect(begun).toBe(false);
  });
});

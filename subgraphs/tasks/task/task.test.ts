import fc from "fast-check";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

interface TaskPage {
  nodes: { code: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

describe("pages of tasks", () => {
  const orderField = fc.constantFrom("CODE", "ASSIGNED_ON", "DUE_ON", "COMPLETED_ON", "PROGRESS");
  const order = fc.record({ field: orderField, direction: fc.constantFrom("ASC", "DESC") });
  const orders = fc.uniqueArray(order, { selector: ({ field }) => field, maxLength: 3 });

  it("lose and repeat no row, in any order, forwards and backwards", async () => {
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 41, max: 200 }), async (orderBy, size) => {
        const forwards = await walk(orderBy, size, false);
        const backwards = await walk(orderBy, size, true);
        expect(forwards).toHaveLength(384);
        expect(new Set(forwards).size).toBe(384);
        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 12 },
    );
  });

  async function walk(orderBy: object[], size: number, backwards: boolean): Promise<string[]> {
    const codes: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const paging: object = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
      const { data, errors } = await subgraph.execute(
        `query ($orderBy: [TaskOrder!], $first: Int, $after: String, $last: Int, $before: String) {
          tasks(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
            nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        { orderBy, ...paging },
      );
      expect(errors).toEqual([]);
      const page = data?.tasks as TaskPage;
      const found = page.nodes.map((node) => node.code);
      codes.splice(backwards ? 0 : codes.length, 0, ...found);
      if (!(backwards ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage)) return codes;
      cursor = backwards ? page.pageInfo.startCursor : page.pageInfo.endCursor;
    }
  }

  it("put tasks without a day of completion last, whichever direction", async () => {
    const lastOf = async (direction: string) => {
      const { data } = await subgraph.execute(
        `{ tasks(last: 1, orderBy: [{ field: COMPLETED_ON, direction: ${direction} }]) { nodes { completedOn } } }`,
      );
      return data;
    };
    const expected = { tasks: { nodes: [{ completedOn: null }] } };
    expect(await lastOf("ASC")).toEqual(expected);
    expect(await lastOf("DESC")).toEqual(expected);
  });

  it("take two statements, and a third only for a requested total", async () => {
    const page = "{ tasks(first: 200) { nodes { id } } }";
    const withTotal = "{ tasks(first: 200) { nodes { id } totalCount } }";
    const statements = [await subgraph.execute(page), await subgraph.execute(withTotal)].map(
      (a) => a.statements,
    );
    expect(statements).toEqual([2, 3]);
  });

  it("of many organizations take as many statements as of one", async () => {
    const query = (codes: string) => `{
      _entities(representations: [${codes}]) { ... on Organization {
        tasks(first: 3) { totalCount nodes { code leadOrganization { code } coordinatingOrganizations { code } status(asOf: "2025-11-14") } }
        taskStats(asOf: "2025-11-14") { assigned }
      } } }`;
    const representation = (code: string) => `{ __typename: "Organization", code: "${code}" }`;
    const one = await subgraph.execute(query(representation("SKHCN")));
    const many = await subgraph.execute(
      query(["SKHCN", "STC", "SXD", "UBND", "HDND"].map(representation).join(" ")),
    );
    expect([one.errors, many.errors]).toEqual([[], []]);
    expect(many.statements).toBe(one.statements);
    const entities = many.data?._entities as {
      tasks: { totalCount: number };
      taskStats: { assigned: number };
    }[];
    expect(entities.map((entity) => entity.tasks.totalCount)).toEqual(
      entities.map((entity) => entity.taskStats.assigned),
    );
  });

  it.each([
    ["first: 0", "BAD_USER_INPUT", "first: expected 1 to 200; got 0."],
    ["first: 100000", "BAD_USER_INPUT", "first: expected 1 to 200; got 100000."],
    ["last: -1", "BAD_USER_INPUT", "last: expected 1 to 200; got -1."],
    [
      "first: 1, last: 1",
      "BAD_USER_INPUT",
      "Expected `first` with `after`, or `last` with `before`; got a mixture.",
    ],
    [
      'after: "x"',
      "INVALID_CURSOR",
      "after: expected endCursor or startCursor of an earlier page; this text is no cursor.",
    ],
    [
      `after: "${Buffer.from('["CODE-+",null]').toString("base64url")}"`,
      "INVALID_CURSOR",
      "after: expected a cursor of this connection in this order; it is one of another.",
    ],
    [
      `after: "${Buffer.from('["CODE++","TW-2025-001","1; DROP TABLE task"]').toString("base64url")}"`,
      "INVALID_CURSOR",
      "after: expected a cursor as the graph gave it; it was changed on the way.",
    ],
    [
      "orderBy: [{ field: CODE }, { field: CODE, direction: DESC }]",
      "BAD_USER_INPUT",
      "orderBy: expected each field at most once; got CODE, CODE.",
    ],
  ])("refuse %s", async (argument, code, message) => {
    const answer = await subgraph.execute(`{ tasks(${argument}) { nodes { id } } }`);
    expect(answer.errors).toEqual([{ message, path: ["tasks"], code }]);
  });
});

describe("a filter of tasks", () => {
  it.each([
    ["assignedBy: { eq: CENTRAL }", 187],
    ["status: { eq: OVERDUE }", 30],
    ["and: [{ assignedBy: { eq: CITY } }, { status: { in: [COMPLETED_ON_TIME, COMPLETED_LATE] } }]", 65],
    ["or: [{ assignedBy: { eq: CENTRAL } }, { assignedBy: { notIn: [CENTRAL] } }]", 384],
    ["not: { completedOn: { isNull: false } }", 221],
    ["completedOn: { isNull: true }", 221],
    ['search: "tw-2025-00"', 9],
    ['search: "%"', 0],
    ['leadOrganization: { in: ["HN"] }', 0],
    ["or: []", 0],
  ])("{ %s } finds %i", async (filter, totalCount) => {
    expect(await subgraph.execute(`{ tasks(filter: { ${filter} }) { totalCount } }`)).toMatchObject({
      errors: [],
      data: { tasks: { totalCount } },
    });
  });

  it("searches without regard to accents and case", async () => {
    const count = async (search: string) =>
      (
        await subgraph.execute(
          `query ($search: String) { tasks(filter: { search: $search }) { totalCount } }`,
          { search },
        )
      ).data;
    const plain = await count("so hoa ho so");
    expect(plain).toEqual(await count("SỐ HÓA hồ sơ"));
    expect(plain).not.toEqual({ tasks: { totalCount: 0 } });
  });

  it("finds tasks by coordinating organization, and the others by its absence", async () => {
    const { data } = await subgraph.execute(`{
      with: tasks(filter: { coordinatingOrganization: { in: ["STC"] } }, first: 200) {
        totalCount nodes { coordinatingOrganizations { code } } }
      without: tasks(filter: { coordinatingOrganization: { notIn: ["STC"] } }) { totalCount } }`);
    const found = data as {
      with: { totalCount: number; nodes: { coordinatingOrganizations: { code: string }[] }[] };
      without: { totalCount: number };
    };
    expect(found.with.totalCount).toBeGreaterThan(0);
    expect(
      found.with.nodes.every((node) => node.coordinatingOrganizations.some(({ code }) => code === "STC")),
    ).toBe(true);
    expect(found.with.totalCount + found.without.totalCount).toBe(384);
  });

  it("finds the unclear tasks, which are those with something missing", async () => {
    const { data } = await subgraph.execute(`{
      unclear: tasks(filter: { unclear: true }, first: 200) { totalCount nodes { sixClear { missing } } }
      clear: tasks(filter: { unclear: false }, first: 200) { totalCount nodes { sixClear { missing } } } }`);
    const found = data as Record<
      "unclear" | "clear",
      { totalCount: number; nodes: { sixClear: { missing: string[] } }[] }
    >;
    expect(found.unclear.totalCount).toBeGreaterThan(0);
    expect(found.unclear.nodes.every((node) => node.sixClear.missing.length > 0)).toBe(true);
    expect(found.clear.nodes.every((node) => node.sixClear.missing.length === 0)).toBe(true);
    expect(found.unclear.totalCount + found.clear.totalCount).toBe(384);
  });
});

describe("a single task", () => {
  it("is found by its code, with its history oldest first", async () => {
    const { data, errors } = await subgraph.execute(`{
      task(code: "TW-2025-001") { code origin version assignedOn originalDueOn dueOn progress
        progressReports { nodes { reportedAt progress } } extensions { from to } } }`);
    expect(errors).toEqual([]);
    interface Found {
      progressReports: { nodes: { reportedAt: string }[] };
      origin: string;
      code: string;
    }
    const { task } = data as { task: Found };
    const reports = task.progressReports.nodes;
    expect([task.code, task.origin]).toEqual(["TW-2025-001", "SYNTHETIC"]);
    expect(reports).toEqual(
      reports.toSorted((left, right) => left.reportedAt.localeCompare(right.reportedAt)),
    );
  });

  it.each([
    ['code: "TW-1999-001"', "NOT_FOUND", 'Expected the key of a known task; "TW-1999-001" is none.'],
    ['id: "Task:987654321"', "NOT_FOUND", 'Expected the key of a known task; "Task:987654321" is none.'],
    ['id: "Task:no-number"', "NOT_FOUND", 'Expected the key of a known task; "Task:no-number" is none.'],
    ['id: "17"', "BAD_USER_INPUT", expect.stringContaining("Task:17")],
    ['id: "Organization:SKHCN"', "BAD_USER_INPUT", expect.stringContaining("expected the id of a Task")],
    [
      'id: "1", code: "TW-2025-001"',
      "BAD_USER_INPUT",
      "task: expected either id or code; got both or neither.",
    ],
  ])("by %s is refused", async (argument, code, message) => {
    expect(await subgraph.execute(`{ task(${argument}) { id } }`)).toMatchObject({
      data: { task: null },
      errors: [{ message, path: ["task"], code }],
    });
  });
});

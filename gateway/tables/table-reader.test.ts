import fc from "fast-check";
import { GraphQLError } from "graphql";
import { noteDataAsOf } from "../../shared/base/changes/data-as-of";
import { fixedClock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { ErrorCode } from "../../shared/base/errors/registry";
import { createLogger } from "../../shared/base/log/logger";
import type { Role } from "../../shared/http/identity/viewer";
import { createLibraryGraph, type LibraryGraphOptions } from "../../test/support/gateway/library-graph";
import type { GatewayContext } from "../request/context";
import { createRequestWatch } from "../request/request-signals";
import { defaultTableLimits, type TableLimits } from "./limits/table-limits";
import { unpaced } from "./pages/table-pace";
import type { Row, TableAnswer, TableRequest } from "./table";
import { createTableReader } from "./table-reader";

const now = "2025-11-14T02:00:00.000Z";

function openReader(options: LibraryGraphOptions, limits: Partial<TableLimits> = {}) {
  const graph = createLibraryGraph(options);
  const reader = createTableReader({
    ...{
      pipeline: () => graph.pipeline,
      schema: () => graph.schema,
      labels: () => ({ of: () => undefined }),
    },
    limits: { ...defaultTableLimits, ...limits },
    signalsOfPage: createRequestWatch(60_000).watchPart,
    ...{ pace: unpaced, clock: fixedClock(now), log: createLogger("test", "silent") },
  });
  const abort = new AbortController();
  const read = (query: string, request: Partial<TableRequest> = {}, role: Role = "analyst") =>
    reader.read({ query, ...request }, contextOf(role), abort.signal);
  return { graph, reader, abort, read };
}

const contextOf = (role: Role = "analyst", client = "somebody"): GatewayContext => ({
  ...{ viewer: { role, subject: client, organization: null }, requestId: "r", begunAt: now, record: {} },
  rate: { client, charge: async () => undefined },
});

async function rowsOf({ tables }: TableAnswer): Promise<Row[][]> {
  const all: Row[][] = [];
  for (const { pages } of tables) {
    const rows: Row[] = [];
    for await (const page of pages) rows.push(...page);
    all.push(rows);
  }
  return all;
}

const refused = (code: ErrorCode, message: string) =>
  expect.objectContaining({
    message: expect.stringContaining(message),
    extensions: expect.objectContaining({ code }),
  });

const soon = (code: ErrorCode, retryAfter?: number) => async () =>
  new GraphError(code, "Later.", retryAfter === undefined ? {} : { retryAfter });

/** What every loan is, in the order of the graph. */
const loansOf = (loans: readonly number[]) =>
  loans.flatMap((count, library) => Array.from({ length: count }, (_, number) => ({ library, number })));
const codeOf = (library: number) => String(library).padStart(5, "0");

describe("a connection", () => {
  it("is followed to its end, its objects as rows of typed cells", async () => {
    const { read, graph } = openReader({ loans: [2, 1], mostRows: 2 }, { pageRows: 2 });
    const answer = await read(
      "{ loans { totalCount nodes { id number on at fee tags library { code name } } } }",
    );
    const [table] = answer.tables;
    expect(table?.columns.map(({ key, type }) => [key, type.kind])).toEqual([
      ["id", "text"],
      ["number", "integer"],
      ["on", "date"],
      ["at", "instant"],
      ["fee", "decimal"],
      ["tags", "text"],
      ["library_code", "text"],
      ["library_name", "text"],
    ]);
    const cells = ["2025-11-14", "2025-11-14T01:00:00.000Z", "1.50", "a; b"];
    expect(await rowsOf(answer)).toEqual([
      [
        ["Loan:0-0", 0, ...cells, "00000", null],
        ["Loan:0-1", 1, ...cells, "00000", null],
        ["Loan:1-0", 0, ...cells, "00001", null],
      ],
    ]);
    expect(answer.notes()).toEqual({
      text: "{ loans { totalCount nodes { id number on at fee tags library { code name } } } }",
      role: "analyst",
      askedAt: now,
      rows: { loans: 3 },
      sources: [],
      remarks: [
        "loans: 2 rows are synthetic: generated for demonstration, describing no real case. Do not quote them as published.",
        "loans: 1 row is published: copied from documents that they cite.",
        `loans: its 2 pages were read from ${now} to ${now}, not at one moment; a row that was changed meanwhile may be missing, stand twice, or be as it was before or after.`,
      ],
    });
    // Once how many there are, and each page once.
    expect(graph.asked.map(({ variables }) => variables)).toEqual([
      {},
      { tables_first_0: 2, tables_after_0: null },
      { tables_first_0: 2, tables_after_0: "2" },
    ]);
    expect(new Set(graph.asked.slice(1).map(({ query }) => query)).size).toBe(1);
  });

  it("has the same rows whatever the size of its pages, the client's first and the limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 15 }),
        fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
        async (loans, pageRows, first, limit) => {
          const { read } = openReader({ loans, mostRows: pageRows }, { pageRows });
          const variables = first === undefined ? {} : { first };
          const query =
            "query($first: Int) { loans(first: $first) { edges { node { library { code } number } } } }";
          const answer = await read(query, { variables, limit });
          const expected = loansOf(loans).slice(0, Math.min(first ?? 100, limit ?? 100));
          expect(await rowsOf(answer)).toEqual([
            expected.map(({ library, number }) => [codeOf(library), number]),
          ]);
          expect(answer.tables[0]?.expectedRows).toBe(expected.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has one page from its end where the query asks for that", async () => {
    const { read, graph } = openReader({ loans: [9] });
    expect(await rowsOf(await read("{ loans(last: 2) { nodes { number } } }"))).toEqual([[[7], [8]]]);
    expect(graph.asked.map(({ variables }) => variables)).toEqual([{}]);
  });

  it("is asked for in smaller pages where a page is too much", async () => {
    const { read, graph } = openReader({ loans: [450], mostRows: 200 });
    const answer = await read("{ loans { nodes { number } } }");
    expect((await rowsOf(answer))[0]?.map(([number]) => number)).toEqual(
      loansOf([450]).map(({ number }) => number),
    );
    // The second would be of four times as many rows; the subgraph gives 200 to whoever asks.
    const sizes = graph.asked.slice(1).map(({ variables }) => variables.tables_first_0);
    expect(sizes).toEqual([100, 400, 200, 200]);
  });
});

describe("lists within lists", () => {
  const query =
    "query($first: Int) { libraries { nodes { code loans(first: $first) { nodes { number } } } } }";

  it("have a row for each inner object, each list followed by its parent's id", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 250 }), { maxLength: 3 }),
        fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
        async (loans, first) => {
          const { read } = openReader({ loans, mostRows: 100 }, { pageRows: 100 });
          const answer = await read(query, { list: "libraries.loans", variables: { first } });
          const expected = loansOf(loans).filter(({ number }) => number < (first ?? 1_000));
          expect(await rowsOf(answer)).toEqual([
            expected.map(({ library, number }) => [codeOf(library), number]),
          ]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("say how many objects around them have none", async () => {
    const { read } = openReader({ loans: [0, 1, 0] });
    const answer = await read(query, { list: "libraries.loans" });
    expect(await rowsOf(answer)).toEqual([[["00001", 0]]]);
    expect(answer.notes().remarks).toContain(
      "libraries.loans: 2 of the objects around this list have nothing in it, and no row here.",
    );
  });

  it("are followed below an object that is no node, by the nearest one around", async () => {
    const { read } = openReader({ loans: [150, 3], mostRows: 100 }, { pageRows: 100 });
    const answer = await read("{ all { code shelf { size books { nodes { number } } } } }", {
      list: "all.shelf.books",
    });
    expect((await rowsOf(answer))[0]?.map(([code, , number]) => `${code} ${number}`)).toEqual(
      loansOf([150, 3]).map(({ library, number }) => `${codeOf(library)} ${number}`),
    );
  });

  it("are JSON in a cell of the outer one, and refused where they are longer than what is asked for", async () => {
    const short = openReader({ loans: [2] });
    expect(await rowsOf(await short.read("{ all { loans { nodes { number } totalCount } } }"))).toEqual([
      [['[{"number":0},{"number":1}]', 2]],
    ]);
    const long = openReader({ loans: [101] });
    await expect(long.read("{ all { loans { nodes { number } } } }")).rejects.toEqual(
      refused("BAD_USER_INPUT", "of at most 100 objects"),
    );
    const cut = await long.read("{ all { loans(first: 1) { nodes { number } } } }");
    expect(await rowsOf(cut)).toEqual([[['[{"number":0}]']]]);
  });
});

describe("a statistic", () => {
  it("is followed to its end, and says that it is protected and synthetic", async () => {
    const { read } = openReader({ loans: Array.from({ length: 1_100 }, (_, at) => at % 3) });
    const answer = await read("{ stats { rows { key measures { count } } truncated } }");
    expect((await rowsOf(answer))[0]).toEqual(Array.from({ length: 1_100 }, (_, at) => [codeOf(at), at % 3]));
    const [origin, isProtected] = answer.notes().remarks;
    expect([origin, isProtected]).toEqual([
      "stats: all 1,100 rows are synthetic: generated for demonstration, describing no real case. Do not quote them as published.",
      "stats: the figures of 1,100 rows are protected: counts differ from the truth by noise, small ones are shown as 0, and rates over few are empty.",
    ]);
  });
});

describe("several lists", () => {
  it("are a table each", async () => {
    const { read } = openReader({ loans: [1] });
    const answer = await read("{ a: loans { nodes { number } } b: all { code } }");
    expect(answer.tables.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(await rowsOf(answer)).toEqual([[[0]], [["00000"]]]);
  });
});

describe("what a table may be", () => {
  it("is refused before its first row where there are more than the role may have", async () => {
    const { read } = openReader({ loans: [5] }, { rows: { public: 4, analyst: 9, editor: 9, admin: 9 } });
    await expect(read("{ loans { nodes { number } } }", {}, "public")).rejects.toEqual(
      refused("QUERY_TOO_COMPLEX", "Expected at most 4 rows of loans"),
    );
    expect(await rowsOf(await read("{ loans(first: 4) { nodes { number } } }", {}, "public"))).toHaveLength(
      1,
    );
  });

  it("ends incomplete where that shows only then", async () => {
    const { read } = openReader({ loans: [3, 3] }, { rows: { public: 4, analyst: 9, editor: 9, admin: 9 } });
    const answer = await read("{ all { loans { nodes { number } } } }", { list: "all.loans" }, "public");
    await expect(rowsOf(answer)).rejects.toEqual(refused("QUERY_TOO_COMPLEX", "there are more"));
  });

  it("is one of a client's few at a time, until it has ended or nobody wants it any more", async () => {
    const { reader } = openReader({ loans: [1] }, { atOnce: 3, atOnceOfClient: 2 });
    const read = (context: GatewayContext, signal = new AbortController().signal) =>
      reader.read({ query: "{ loans { nodes { number } } }" }, context, signal);
    const first = await read(contextOf());
    const leaving = new AbortController();
    await read(contextOf(), leaving.signal);
    await expect(read(contextOf())).rejects.toEqual(refused("RATE_LIMITED", "at most 2 tables of a client"));
    await read(contextOf("analyst", "another"));
    await expect(read(contextOf("analyst", "a third"))).rejects.toEqual(
      refused("SERVICE_UNAVAILABLE", "at most 3 tables at a time"),
    );
    leaving.abort(new Error("gone"));
    await read(contextOf());
    await rowsOf(first);
    await read(contextOf());
  });

  it("shares its place with other reads of the same request", async () => {
    const { reader } = openReader({ loans: [1] }, { atOnceOfClient: 1 });
    const context = contextOf();
    const { signal } = new AbortController();
    for (const query of ["{ loans { nodes { number } } }", "{ all { code } }"]) {
      await reader.read({ query }, { ...context }, signal);
    }
    await expect(reader.read({ query: "{ all { code } }" }, contextOf(), signal)).rejects.toBeInstanceOf(
      GraphError,
    );
  });
});

describe("what goes wrong", () => {
  const query = "{ loans { nodes { number } } }";
  const open = () => openReader({ loans: [5], mostRows: 2 }, { pageRows: 2 });
  /** The count comes first, then the pages. */
  const none = async () => undefined;

  it("for a moment is asked for again", async () => {
    const { read, graph } = open();
    graph.next.push(none, soon("SERVICE_UNAVAILABLE"), none, soon("RATE_LIMITED", 0), none);
    expect((await rowsOf(await read(query)))[0]).toHaveLength(5);
  });

  it("that is a minute used up before anything has come is refused, and waited for afterwards", async () => {
    const { read, graph } = open();
    graph.next.push(soon("RATE_LIMITED", 0), soon("RATE_LIMITED", 0));
    await expect(read(query)).rejects.toEqual(refused("RATE_LIMITED", "Later."));
  });

  it("by coming late is asked for in smaller pages, which grow again", async () => {
    const { read, graph } = openReader({ loans: [3_000], mostRows: 1_000 }, { pageRows: 1_000 });
    graph.next.push(none, none, none, soon("QUERY_TIMEOUT"), soon("QUERY_TIMEOUT"));
    expect((await rowsOf(await read(query)))[0]).toHaveLength(3_000);
    const sizes = graph.asked.slice(1).map(({ variables }) => variables.tables_first_0);
    expect(sizes).toEqual([100, 400, 1_000, 500, 250, 313, 392, 490, 613, 767]);
  });

  it("by coming late again and again ends the table", async () => {
    const { read, graph } = open();
    graph.next.push(none, none, ...Array.from({ length: 6 }, () => soon("QUERY_TIMEOUT")));
    await expect(rowsOf(await read(query))).rejects.toEqual(refused("QUERY_TIMEOUT", "Later."));
  });

  it("at the first page is the request's error", async () => {
    const { read, graph } = open();
    graph.next.push(none, async () => new GraphQLError("No.", { extensions: { code: "FORBIDDEN" } }));
    await expect(read(query)).rejects.toEqual(refused("FORBIDDEN", "No."));
  });

  it("later ends the table with what was wrong", async () => {
    const { read, graph } = open();
    graph.next.push(none, none, async () => new GraphQLError("No.", { extensions: { code: "FORBIDDEN" } }));
    const answer = await read(query);
    const got: Row[] = [];
    const reading = async () => {
      for await (const page of answer.tables[0]?.pages ?? []) got.push(...page);
    };
    await expect(reading()).rejects.toEqual(refused("FORBIDDEN", "No."));
    expect(got).toEqual([[0], [1]]);
  });

  it.each<[string, ErrorCode, string]>([
    ['{ library(code: "1") { code } }', "BAD_USER_INPUT", "Expected a query with a list of objects"],
    ["{ nothing { code } }", "GRAPHQL_VALIDATION_FAILED", 'Cannot query field "nothing"'],
    ["{ loans(first: 0) { nodes { number } } }", "BAD_USER_INPUT", "expected first to be at least 1"],
  ])("is refused: %s", async (text, code, message) => {
    const { read, graph } = open();
    await expect(read(text)).rejects.toEqual(refused(code, message));
    expect(graph.asked).toEqual([]);
  });

  it("ends when nobody wants the table any more, and asks for nothing then", async () => {
    const { read, graph, abort } = openReader({ loans: [50], mostRows: 2 }, { pageRows: 2 });
    const answer = await read(query);
    const pages = answer.tables[0]?.pages[Symbol.asyncIterator]();
    await pages?.next();
    abort.abort(new Error("gone"));
    await expect(pages?.next()).rejects.toThrow("gone");
    // The page that was being asked for, and none after it.
    expect(graph.asked.length).toBeLessThanOrEqual(3);
  });

  it("reads no more than one page ahead of whoever writes them", async () => {
    const { read, graph } = openReader({ loans: [50], mostRows: 2 }, { pageRows: 2 });
    const pages = (await read(query)).tables[0]?.pages[Symbol.asyncIterator]();
    for (let taken = 1; taken <= 4; taken++) {
      await pages?.next();
      await new Promise((resolve) => setImmediate(resolve));
      expect(graph.asked.length - 1).toBeLessThanOrEqual(taken + 1);
    }
  });
});

it("says as of when its rows are where a page was read from a replica: as of the earliest, and without one nothing", async () => {
  const { graph, read } = openReader({ loans: [3], mostRows: 1 }, { pageRows: 1 });
  const { answer } = graph.pipeline;
  const instants = ["2025-11-14T01:59:59.000Z", "2025-11-14T01:59:58.000Z", undefined];
  graph.pipeline.answer = (request, context) => {
    // As the transport does with what a subgraph says of its answer.
    if (context.record && !request.query.includes("totalCount"))
      noteDataAsOf(context.record, instants.shift());
    return answer(request, context);
  };
  const found = await read("{ loans { nodes { number } } }");
  await rowsOf(found);
  const { dataAsOf, remarks } = found.notes();
  expect([dataAsOf, instants]).toEqual(["2025-11-14T01:59:58.000Z", []]);
  expect(remarks.filter((remark) => remark.includes("replica"))).toEqual([
    "loans: read from a replica of the sector's database as of 2025-11-14T01:59:58.000Z; what was changed after that may be missing.",
  ]);
  const other = await read("{ loans { nodes { number } } }");
  await rowsOf(other);
  expect([other.notes().dataAsOf, other.notes().remarks.filter((each) => each.includes("replica"))]).toEqual([
    undefined,
    [],
  ]);
});

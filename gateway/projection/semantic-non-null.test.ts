import { Writable } from "node:stream";
import pino from "pino";
import { loadNodeGraph, type NodeGraph } from "../../test/support/gateway/node-graph";

/* A field that is null with an error alone is never null without one: whoever left it out. */

let lines: Record<string, unknown>[];
let graph: NodeGraph;
beforeEach(() => {
  lines = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  graph = loadNodeGraph(pino({ base: null, timestamp: false }, sink));
});

const masked = (path: (string | number)[]) => ({
  message: expect.any(String),
  path,
  extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "test" },
});
const reports = () => lines.filter(({ msg }) => msg === "a subgraph sent an invalid value");

function change(code: string, row: Record<string, unknown>): void {
  const { organizations } = graph.rows;
  organizations.set(code, { ...organizations.get(code), ...row });
}

it("is reported where a subgraph gives null without an error, and logged; null of an unmarked field is a fact", async () => {
  change("SKHCN", { name: null, motto: null, tags: [] });
  const query = '{ organization(code: "SKHCN") { code called: name motto tags } }';
  expect(await graph.answer(query)).toEqual({
    data: { organization: { code: "SKHCN", called: null, motto: null, tags: [] } },
    errors: [masked(["organization", "called"])],
  });
  expect(reports()).toMatchObject([
    { path: ["organization", "called"], problem: "null without an error", requestId: "test" },
  ]);
});

it("is reported of elements where the mark is of these, too", async () => {
  change("SKHCN", { tags: ["a", null, "b", null] });
  expect(await graph.answer('{ organization(code: "SKHCN") { tags } }')).toEqual({
    data: { organization: { tags: ["a", null, "b", null] } },
    errors: [masked(["organization", "tags", 1]), masked(["organization", "tags", 3])],
  });
});

it("is reported at the root, of queries and of mutations", async () => {
  expect(await graph.answer('mutation { rename(code: "SKHCN") { code } }')).toEqual({
    data: { rename: null },
    errors: [masked(["rename"])],
  });
});

it("is what the home does not know, by its key", async () => {
  const query = "{ wardList { name keeper { id code name motto wards { id } } } }";
  const wards = [{ id: "Ward:00004" }, { id: "Ward:00008" }];
  expect(await graph.answer(query)).toEqual({
    data: {
      wardList: [
        {
          name: "Ba Đình",
          keeper: { id: "Organization:SKHCN", code: "SKHCN", name: "Science", motto: null, wards },
        },
        {
          name: "Ngọc Hà",
          keeper: { id: "Organization:GONE", code: "GONE", name: null, motto: null, wards },
        },
      ],
    },
    errors: [
      {
        message: 'The subgraph people knows no Organization "GONE".',
        path: ["wardList", 1, "keeper", "name"],
        extensions: { code: "NOT_FOUND" },
      },
    ],
  });
  expect(reports()).toEqual([]);
});

it("has its subgraph's error where that is down, once", async () => {
  graph.down.add("places");
  const { data, errors } = await graph.answer('{ organization(code: "SKHCN") { name wards { id } } }');
  expect(data).toEqual({ organization: { name: "Science", wards: null } });
  expect(errors).toEqual([
    {
      message: "The subgraph places does not answer as it should now; try again shortly.",
      path: ["organization", "wards"],
      extensions: { code: "SERVICE_UNAVAILABLE" },
    },
  ]);
  expect(reports()).toEqual([]);
});

import { gql } from "graphql-request";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/** The form of names, over every row of the graph that has one. */

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 120_000);
afterAll(() => graph?.cleanUp());

interface Named {
  vi: string;
  en: string;
}

const named = "vi: name en: name(lang: EN)";
const lists = gql`{
  organizations(first: 200) { nodes { kind axis shortName ${named} } }
  milestones(first: 200) { nodes { ${named} } }
  platforms(first: 200) { nodes { ${named} vietnamese: description english: description(lang: EN) } }
  programmes(first: 200) { nodes { ${named} } }
  events(first: 200) { nodes { ${named} } }
  policyDocuments(first: 200) { nodes { ${named} } }
  indicators(first: 200) { nodes { ${named} vietnamese: definition english: definition(lang: EN) } }
  sourceDocuments(first: 200) { nodes { vi: title(lang: VI) en: title(lang: EN) } }
  bottlenecks(first: 200) { nodes { vi: title en: title(lang: EN) } }
  procedureFields(first: 200) { nodes { ${named} } }
}`;

type Lists = Record<
  string,
  {
    nodes: (Named & {
      vietnamese?: string;
      english?: string;
      kind?: string;
      axis?: string;
      shortName?: string;
    })[];
  }
>;

/** Letters that only Vietnamese has; a name without one is spelt alike in both languages. */
const vietnameseLetters = /[ăâđêôơưàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ]/i;
const alike = ["iHanoi"];

/** What each language would not say: another word for a thing that has one. */
const otherWords =
  /[Bb]ộ dữ liệu|[Kk]iểm điểm tiến độ|[Cc]ơ chế sandbox|[Tt]ổ chức phi chính phủ|Thành phố$|Thành ủy$|[Hh]àng tháng/;

it("says every name in both languages, each in its own", async () => {
  const answer = await graph.client.request<Lists>(lists);
  for (const [list, { nodes: rows }] of Object.entries(answer)) {
    expect(rows.length).toBeGreaterThan(0);
    const wrong = rows.filter(
      ({ vi, en, vietnamese, english }) =>
        !alike.includes(vi) &&
        (!vietnameseLetters.test(vi) ||
          vi === en ||
          (vietnamese !== undefined && !vietnameseLetters.test(vietnamese)) ||
          (english !== undefined && (english === vietnamese || english === ""))),
    );
    expect({ list, wrong }).toEqual({ list, wrong: [] });
  }
});

it("has one word for one thing", async () => {
  const answer = await graph.client.request<Lists>(lists);
  const texts = Object.values(answer).flatMap(({ nodes }) =>
    nodes.flatMap(({ vi, vietnamese }) => [vi, vietnamese ?? ""]),
  );
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter((text) => otherWords.test(text))).toEqual([]);
  expect(texts.filter((text) => text !== text.normalize("NFC") || text !== text.trim())).toEqual([]);
});

it("gives the bodies of the city its full name, and departments a short one beside it", async () => {
  const { organizations: { nodes: organizations = [] } = {} } = await graph.client.request<Lists>(lists);
  const bodies = organizations.filter(
    ({ kind, axis }) => kind !== "COMMUNE_AUTHORITY" && axis !== "CENTRAL" && kind !== "CITY",
  );
  expect(bodies.length).toBeGreaterThan(25);
  expect(bodies.filter(({ vi }) => !/Hà Nội$/.test(vi))).toEqual([]);
  const departments = bodies.filter(({ vi }) => vi.startsWith("Sở "));
  expect(departments.length).toBeGreaterThan(10);
  expect(departments.map(({ shortName }) => `${shortName} thành phố Hà Nội`)).toEqual(
    departments.map(({ vi }) => vi),
  );
  expect(bodies.filter(({ en }) => !/Hanoi/.test(en))).toEqual([]);
  expect(organizations.filter(({ axis }) => axis === "CENTRAL").map(({ vi }) => vi)).toEqual([
    "Bộ Công an",
    "Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
    "Bộ Tài chính",
  ]);
});

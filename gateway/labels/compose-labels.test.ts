import { buildSchema, GraphQLBoolean, GraphQLString, parse } from "graphql";
import { composeLabels } from "./compose-labels";
import type { LabelFile } from "./label-file";
import { coordinatesOf, type LabelSource } from "./label-sources";
import { oneLine } from "./schema-elements";

const books = `
  "What is asked."
  type Query {
    "All books."
    books("Only these books." filter: BookFilter): BookPage
  }
  "A book."
  type Book {
    "When it is due."
    dueOn: String
  }
  "A page of Book rows."
  type BookPage {
    "The rows."
    nodes: [Book]
  }
  "Which books."
  input BookFilter {
    "When it is due."
    dueOn: String
  }
  "What to order by."
  enum BookOrder {
    "When it is due."
    DUE_ON
  }
`;

const empty: LabelFile = { words: {}, names: {}, descriptions: {}, synonyms: [] };
const own = (labels: Partial<LabelFile>): LabelSource => ({
  file: "books/labels.vi.json",
  labels: { ...empty, ...labels },
  coordinates: coordinatesOf(parse(books)),
});
const common = (file: string, labels: Partial<LabelFile>): LabelSource => ({
  file,
  labels: { ...empty, ...labels },
});

const kit = common("shared/kit/labels.vi.json", {
  names: {
    "{Type}Page": "Trang {Type}",
    "{Type}Page.nodes": "Các bản ghi",
    "{Type}Filter": "Điều kiện lọc {Type}",
    "{Type}Filter.{field}": "= {Type}.{field}",
    "{Type}Order": "Thứ tự {Type}",
    "{Type}Order.{VALUE}": "= {Type}.{value}",
    "*(filter:)": "Điều kiện lọc",
    Query: "Truy vấn",
    String: "Chuỗi",
    Boolean: "Đúng sai",
  },
  descriptions: {
    "A page of {Type} rows.": "Một trang {Type}.",
    "Only these {rows}.": "Chỉ lấy {rows} này.",
    "The rows.": "Các bản ghi.",
    "What is asked.": "Điều được hỏi.",
    "What to order by.": "Sắp xếp theo gì.",
    [oneLine(GraphQLString.description)]: "Chuỗi ký tự.",
    [oneLine(GraphQLBoolean.description)]: "Đúng hoặc sai.",
  },
});

const whole = {
  words: { books: "sách" },
  names: { Book: "Sách", "Book.dueOn": "Hạn trả", "Query.books": "Các cuốn sách" },
  descriptions: {
    "A book.": "Một cuốn sách.",
    "All books.": "Tất cả sách.",
    "Which books.": "Những cuốn sách nào.",
    "When it is due.": "Khi nào phải trả.",
  },
  synonyms: ["book, volume, sách"],
};

it("puts the labels of a sector and of what it stands on together", () => {
  expect(composeLabels(buildSchema(books), [own(whole), kit])).toEqual({
    problems: [],
    list: {
      synonyms: [["book", "volume", "sách"]],
      labels: {
        Query: ["Truy vấn", "Điều được hỏi."],
        "Query.books": ["Các cuốn sách", "Tất cả sách."],
        "Query.books(filter:)": ["Điều kiện lọc", "Chỉ lấy sách này."],
        Book: ["Sách", "Một cuốn sách."],
        "Book.dueOn": ["Hạn trả", "Khi nào phải trả."],
        BookPage: ["Trang sách", "Một trang sách."],
        "BookPage.nodes": ["Các bản ghi", "Các bản ghi."],
        BookFilter: ["Điều kiện lọc sách", "Những cuốn sách nào."],
        "BookFilter.dueOn": ["Hạn trả", "Khi nào phải trả."],
        BookOrder: ["Thứ tự sách", "Sắp xếp theo gì."],
        "BookOrder.DUE_ON": ["Hạn trả", "Khi nào phải trả."],
        String: ["Chuỗi", "Chuỗi ký tự."],
        Boolean: ["Đúng sai", "Đúng hoặc sai."],
      },
    },
  });
});

it("tells in a sentence what is missing, and where to write it", () => {
  const { "Book.dueOn": _, ...names } = whole.names;
  const { "When it is due.": __, ...descriptions } = whole.descriptions;
  const { problems, list } = composeLabels(buildSchema(books), [own({ ...whole, names, descriptions }), kit]);
  const where = "in books/labels.vi.json; write";
  const description = '"When it is due.": "…" in descriptions.';
  expect(problems).toEqual([
    `Expected the Vietnamese of Book.dueOn ${where} "Book.dueOn": "…" in names and ${description}`,
    `Expected the Vietnamese of BookFilter.dueOn ${where} "BookFilter.dueOn": "…" in names and ${description}`,
    `Expected the Vietnamese of BookOrder.DUE_ON ${where} "BookOrder.DUE_ON": "…" in names and ${description}`,
  ]);
  expect(Object.keys(list.labels)).not.toContain("Book.dueOn");
});

it("asks for the Vietnamese anew when the English changes, and for what is gone to go", () => {
  const changed = buildSchema(books.replace('"All books."', '"All books, by title."'));
  expect(composeLabels(changed, [own(whole), kit]).problems).toEqual([
    "Expected the Vietnamese of Query.books in books/labels.vi.json; write " +
      '"All books, by title.": "…" in descriptions.',
    "books/labels.vi.json: expected descriptions of what is there; got " +
      '"All books.", which is of nothing that is there.',
  ]);
});

it("labels nothing of a subgraph that brings no labels but what the kit generates", () => {
  const { list, problems } = composeLabels(buildSchema(books), [own({}), kit]);
  expect(Object.keys(list.labels).toSorted()).toEqual(["BookPage.nodes", "Boolean", "Query", "String"]);
  expect(problems).toHaveLength(9);
});

it("prefers an element's own name to any pattern, and a sector's pattern to the kit's", () => {
  const names = { ...whole.names, "*.nodes": "Sách trên trang" };
  const exact = common("subgraphs/common/labels.vi.json", { names: { "BookFilter.dueOn": "Hạn cần lọc" } });
  const { list } = composeLabels(buildSchema(books), [own({ ...whole, names }), exact, kit]);
  expect([list.labels["BookPage.nodes"]?.[0], list.labels["BookFilter.dueOn"]?.[0]]).toEqual([
    "Sách trên trang",
    "Hạn cần lọc",
  ]);
});

it("ends where names refer to each other", () => {
  const names = { ...whole.names, Book: "= BookPage", BookPage: "Trang {Type}", "{Type}Page": "= {Type}" };
  const { problems } = composeLabels(buildSchema(books), [own({ ...whole, names })]);
  expect(problems.some((problem) => problem.includes("Vietnamese of Book in"))).toBe(true);
});

it.each([
  ["Hạn trả.", "a name of at most 70 letters, with a capital first and no full stop"],
  ["hạn trả", "a name of at most 70 letters, with a capital first and no full stop"],
  ["Hạn  trả", "no blanks but single ones between words"],
  ["Hạn trả".normalize("NFD"), "Unicode in the form NFC"],
  ["Háº¡n tráº£", "no text that was read in a wrong encoding"],
  ["Due date of the book", "Vietnamese"],
  ["Hoà giải", "the tone on the first vowel of oa, oe and uy at a word's end"],
  ["Uỷ ban", "the tone on the first vowel of oa, oe and uy at a word's end"],
])("refuses the name %j", (name, expected) => {
  const names = { ...whole.names, "Book.dueOn": name };
  const { problems } = composeLabels(buildSchema(books), [own({ ...whole, names }), kit]);
  expect(problems).toContain(`Book.dueOn: expected ${expected}; got "${name}".`);
});

it.each([
  "Ủy ban quý này",
  "Hoàn thành, hòa giải",
  "Kỳ LAN và `the asOf of it`",
  "Task.dueOn và expectedVersion",
])("takes the description %j", (description) => {
  const descriptions = { ...whole.descriptions, "A book.": description };
  expect(composeLabels(buildSchema(books), [own({ ...whole, descriptions }), kit]).problems).toEqual([]);
});

it("refuses two names that are the same beside each other", () => {
  const twice = books.replace(
    'dueOn: String\n  }\n  "A page',
    'dueOn: String\n "When it is due." due: String\n  }\n  "A page',
  );
  const names = { ...whole.names, "Book.due": "hạn trả".replace("h", "H") };
  const source = { ...own({ ...whole, names }), coordinates: coordinatesOf(parse(twice)) };
  expect(composeLabels(buildSchema(twice), [source, kit]).problems).toEqual([
    'Expected Book.dueOn and Book.due to have different names; both are "Hạn trả".',
  ]);
});

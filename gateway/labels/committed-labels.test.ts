import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { composeLabels, unusedLabels } from "./compose-labels";
import { readLabelSources } from "./label-sources";
import { labelsFile } from "./labels-file";
import { readLabelList, readLabels } from "./read-labels";
import { schemaElements } from "./schema-elements";

const schema = buildSchema(readFileSync(fromRoot("gateway", "schema.graphql"), "utf8"));
const sources = readLabelSources(
  readSubgraphList().map(({ name }) => name),
  fromRoot("subgraphs"),
);

it("are there for every element of the schema that clients see, and for nothing else", () => {
  const elements = schemaElements(schema).map(({ coordinate }) => coordinate);
  expect(elements.length).toBeGreaterThan(3000);
  expect(Object.keys(readLabelList(labelsFile).labels).toSorted()).toEqual(elements.toSorted());
});

it("are what the subgraphs' files say, with nothing wrong", () => {
  const { list, problems } = composeLabels(schema, sources);
  expect(problems).toEqual([]);
  expect(readLabelList(labelsFile)).toEqual(list);
});

it("call things as the city does", () => {
  const labels = readLabels();
  const names = [
    ["AdministrativeUnitKind.WARD", "Phường"],
    ["Task", "Nhiệm vụ"],
    ["Task.dueOn", "Hạn hoàn thành"],
    ["Task.leadOrganization", "Đơn vị chủ trì"],
    ["TaskFilter.leadOrganization", "Đơn vị chủ trì"],
    ["TaskDimension.LEAD_ORGANIZATION", "Đơn vị chủ trì"],
    ["TaskStatus.OVERDUE", "Quá hạn"],
    ["Dossier", "Hồ sơ"],
    ["DossierStatsOrder", "Thứ tự nhóm hồ sơ"],
    ["Procedure.greenLane", "Luồng xanh"],
    ["Query.warningList", "Danh sách cảnh báo"],
    ["Query.tasks(filter:)", "Điều kiện lọc"],
    ["Indicator", "Chỉ số"],
    ["Observation.period", "Kỳ báo cáo"],
  ];
  expect(names.map(([coordinate = ""]) => [coordinate, labels.of(coordinate)?.name])).toEqual(names);
  expect([labels.of("Task.gone"), labels.of("constructor")]).toEqual([undefined, undefined]);
});

it("need all that the files of all have, but for cubes that no sector has yet", () => {
  const ofOtherCubes = [
    "The step of time; null when none was asked for.",
    "As of the end of that day in Hanoi: the {rows} that had come",
  ];
  const unused = unusedLabels(schema, sources);
  expect(unused.filter((problem) => !ofOtherCubes.some((text) => problem.includes(text)))).toEqual([]);
});

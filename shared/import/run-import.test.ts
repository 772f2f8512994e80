import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { issueToken } from "../../gateway/token";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { systemClock } from "../base/clock/clock";
import { migrate } from "../database/migrate";
import { tokensOf } from "../http/identity/token-issuer";
import { importText } from "./fixture/import-text";
import { itemsSource } from "./fixture/items-source";

let url: string;
let dataSource: DataSource;
let folder: string;

beforeAll(async () => {
  url = await createTestDatabase("import_run");
  dataSource = await itemsSource(url).initialize();
  await migrate(dataSource);
  folder = mkdtempSync(join(tmpdir(), "graph-import-"));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await dataSource.destroy();
});

describe("the template", () => {
  it.each([
    ["items", ["--lang", "vi"]],
    ["items", ["--lang", "en"]],
    ["items", ["--separator", ";"]],
    ["boxes", []],
  ])("of %s with %j can be taken in as it is", async (name, argv) => {
    const template = await importText(url, "", { argv: ["--template", "--import", name, ...argv] });
    const { code, lines } = await importText(url, template.lines.join("\n"), { argv: ["-", "--dry-run"] });
    expect([template.code, code, lines[0]?.slice(0, 21)]).toEqual([0, 0, `${name}: 1 rows: would `]);
  });

  it("begins with a byte order mark and Vietnamese headers", async () => {
    const { lines } = await importText(url, "", { argv: ["--template", "--import", "boxes"] });
    expect(lines).toEqual(["\ufeffMã,Nơi để\r", "B1,Kho"]);
  });
});

describe("the command line", () => {
  it("takes a file, names it in the run, and says how far it is", async () => {
    const file = join(folder, "boxes.csv");
    writeFileSync(file, "Code,Place\nZ1,Kho\n");
    const { code, lines, progress } = await importText(url, "", { argv: [file], importer: "Bình" });
    expect([code, lines]).toEqual([0, ["boxes: 1 rows: 1 inserted, 0 changed, 0 unchanged; all taken in."]]);
    expect(progress.split("\n")).toEqual([
      "reading (boxes.csv)",
      "things: read 100 %",
      "checking (boxes.csv)",
      "writing (boxes.csv)",
      "",
    ]);
    const runs = await dataSource.query("SELECT name, file, actor, bytes FROM import_run");
    expect(runs).toEqual([{ name: "boxes", file: "boxes.csv", actor: "Bình", bytes: "18" }]);
  });

  it.each([
    [["--import", "lamps", "-"], "--import: expected one of items, boxes, got lamps."],
    [["--template"], "--template: say which by --import, one of items, boxes."],
    [[], "Expected one file, or - for standard input; got 0. See --help."],
    [["a.csv", "b.csv"], "Expected one file, or - for standard input; got 2. See --help."],
    [["-", "--lang", "fr"], "--language: expected vi or en, got fr."],
    [["/nowhere.csv"], "Expected a file that can be read, got /nowhere.csv."],
  ])("refuses %j", async (argv, message) => {
    expect(await importText(url, "", { argv })).toMatchObject({
      code: 1,
      lines: [message, "Nothing was changed."],
    });
  });

  it("is for admins, whose tokens it takes as the gateway does", async () => {
    const tokens = () => tokensOf({ DATA_DIRECTORY: folder }, systemClock);
    const takeIn = async (role: string, hours = 1) => {
      const importer = await issueToken({ role, sub: "lan", hours }, folder, systemClock);
      return importText(url, "Code,Place\nZ9,Kho\n", { importer, tokens });
    };
    expect(await takeIn("analyst")).toMatchObject({
      code: 1,
      lines: [
        "IMPORT_TOKEN: The role editor or admin is needed for importing; the token's role is analyst.",
        "Nothing was changed.",
      ],
    });
    const expired = await takeIn("admin", -1);
    expect([expired.code, expired.lines[0]]).toEqual([1, expect.stringContaining("it has expired")]);
    const forged = await importText(url, "Code,Place\nZ9,Kho\n", { importer: "An", tokens });
    expect([forged.code, forged.lines[0]]).toEqual([1, expect.stringContaining("it is not a JWT")]);
    const none = await importText(url, "Code,Place\nZ9,Kho\n", { importer: "", tokens });
    expect([none.code, none.lines[0]]).toEqual([1, expect.stringContaining("IMPORT_TOKEN is not set")]);
    expect(await takeIn("admin")).toMatchObject({ code: 0 });
    expect(await dataSource.query("SELECT actor FROM import_run ORDER BY id DESC LIMIT 1")).toEqual([
      { actor: "lan" },
    ]);
  });

  it("says which import is meant when a header fits none", async () => {
    const { lines } = await importText(url, "Code,Colour\n1,2\n");
    expect(lines[0]).toBe(
      "line 1: expected the header of one import among items, boxes – it fits none: say which is meant by --import NAME.",
    );
  });

  it("explains every column", async () => {
    const { code, lines } = await importText(url, "", { argv: ["--help"] });
    expect([code, lines.slice(-3)]).toEqual([
      0,
      [
        "    Names the box. Expected: a text of at most 500 characters.",
        "  Nơi để / Place (required)",
        "    Where it stands. Expected: a text of at most 500 characters.",
      ],
    ]);
  });
});

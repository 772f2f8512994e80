import type { QueryRunner } from "typeorm";

/*
 * Change logs are read by transaction ids, and ids mean something on one server only. A dump carries them to a server
 * that counts from elsewhere; a standby that is promoted gives those that its primary had still given to others; and
 * databases are dropped and restored below a process that goes on running. So every log goes by an epoch: the counting
 * of one database on one server. Its row is written when the epoch begins, and shows by itself whether it is still valid
 * where it was written:
 * - `began_in` is the transaction that wrote it, and so is `xmin`, which PostgreSQL stores with each row. Whatever
 *   wrote it anew, be it a restore into the same database, is another transaction.
 * - A database that was copied as a whole (CREATE DATABASE … TEMPLATE) has another oid.
 * - Another server has another system identifier, a promoted standby or a recovery to a point in time another timeline.
 *   Every role may ask for these, but some managed servers refuse: what is unknown is taken for the same. A standby
 *   does not know its timeline, and takes its primary's word for the epoch.
 */

/**
 * Makes the table of the epoch, without one, and `current_change_epoch()`: its id, or null when the database has come
 * to another server since. Part of migrations that have run: never change it, make another.
 */
export async function createChangeEpoch(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION server_identity(OUT database oid, OUT system bigint, OUT timeline bigint)
    LANGUAGE plpgsql STABLE AS $$
    BEGIN
      database = (SELECT oid FROM pg_database WHERE datname = current_database());
      BEGIN
        system = (SELECT system_identifier FROM pg_control_system());
      EXCEPTION WHEN insufficient_privilege OR feature_not_supported THEN NULL;
      END;
      BEGIN
        IF NOT pg_is_in_recovery() THEN
          -- A file of the log is named after its timeline; the control file has a new one only after a checkpoint.
          timeline = ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint;
        END IF;
      EXCEPTION WHEN insufficient_privilege OR feature_not_supported THEN NULL;
      END;
    END $$`);
  await runner.query(`
    CREATE TABLE change_epoch (
      is_only_row boolean DEFAULT TRUE CONSTRAINT change_epoch_pkey PRIMARY KEY CHECK (is_only_row),
      id text NOT NULL,
      began_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
      database oid NOT NULL,
      system bigint,
      timeline bigint)`);
  await runner.query(`
    CREATE FUNCTION current_change_epoch() RETURNS text LANGUAGE sql STABLE AS $$
      SELECT e.id FROM change_epoch e, server_identity() s
      WHERE e.xmin = e.began_in::xid AND e.database = s.database
        AND coalesce(e.system = s.system, TRUE) AND coalesce(e.timeline = s.timeline, TRUE)
    $$`);
}

/** Drops what `createChangeEpoch` made. */
export async function dropChangeEpoch(runner: QueryRunner): Promise<void> {
  await runner.query(`
    DROP FUNCTION current_change_epoch();
    DROP FUNCTION server_identity();
    DROP TABLE change_epoch`);
}

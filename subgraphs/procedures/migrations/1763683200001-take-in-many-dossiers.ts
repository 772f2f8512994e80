import type { MigrationInterface, QueryRunner } from "typeorm";
import {
  changeFunction as earlierChangeFunction,
  rebuildFunction as earlierRebuildFunction,
  triggers as earlierTriggers,
} from "./1763424000001-renew-dossier-tally";
import {
  codeFunctions,
  codeTriggers,
  createMonthFunction,
  referEvents,
  referFunction,
  releaseEvents,
} from "./1763510400001-check-dossiers-by-partition";
import { changeFunction, rebuildFunction, tallyFactsFunction } from "./tally-of-2026-11/count-at-once";
import { factsOf, tallyOf } from "./tally-of-2026-11/tally-sql";

/**
 * Two things took half of the time of an import of half a million dossiers: foreign keys, which ask and lock row by
 * row; and the counting, done by one process. Now a statement checks at once what its rows refer to, with the same
 * locks, and what changes 20,000 dossiers or more is counted by all cores.
 */
export class TakeInManyDossiers1763683200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tallyFactsFunction(tallyOf));
    await runner.query(changeFunction(factsOf));
    await runner.query(rebuildFunction(factsOf));
    await runner.query(`
      ${releaseEvents};
      ALTER TABLE dossier DROP CONSTRAINT dossier_procedure_code_fkey`);
    await runner.query(createMonthFunction("NULL"));
    await runner.query("DROP FUNCTION refer_dossier_events");
    await runner.query(checkDossiers("check_dossier_codes", "the code", "code", searchOneByOne));
    await runner.query(checkDossiers("check_dossier_events", "an event", "dossier_id", searchOneByOne));
    await runner.query(followFunctions);
    await runner.query(procedureFunctions);
    await runner.query(triggers);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION check_dossier_events, delete_dossier_events, check_dossier_procedures, keep_dossier_procedures,
        keep_dossier_ids, check_dossier_codes, delete_dossier_codes, count_dossier_change,
        rebuild_dossier_tally_at_once CASCADE;
      DROP FUNCTION rebuild_dossier_tally, tally_dossier_facts;
      ALTER TABLE dossier ADD CONSTRAINT dossier_procedure_code_fkey
        FOREIGN KEY (procedure_code) REFERENCES procedure (code)`);
    for (const part of [earlierChangeFunction, earlierRebuildFunction, earlierTriggers, referFunction])
      await runner.query(part);
    await runner.query(createMonthFunction("PERFORM refer_dossier_events(suffix)"));
    for (const part of [referEvents, codeFunctions, codeTriggers]) await runner.query(part);
  }
}

/** Each dossier is looked up by itself. */
export const searchOneByOne = {
  select: "SELECT array_agg(id) FROM (SELECT DISTINCT dossier_id AS id FROM after_change) AS referred",
  id: "referred.id",
};

/*
 * Whether the dossiers of new rows are there. Those that this transaction has not made itself are locked as by a
 * foreign key: who deletes one waits, and then finds these rows too. Between the least id and the largest lie few
 * months; the other partitions are not even opened. `search` is how the dossiers of others are looked for: from which
 * list, and what an id is called in it.
 */
export const checkDossiers = (
  name: string,
  what: string,
  shown: string,
  search: { select: string; id: string },
) => `
  CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    first bigint;
    last bigint;
    others bigint[];
    orphan text;
  BEGIN
    SELECT min(dossier_id), max(dossier_id) INTO first, last FROM after_change;
    EXECUTE $sql$
      ${search.select}
      WHERE NOT EXISTS (SELECT FROM dossier d WHERE d.id = ${search.id} AND d.id BETWEEN $1 AND $2
        AND d.xmin = pg_current_xact_id()::xid)
    $sql$ INTO others USING first, last;
    IF others IS NULL THEN RETURN NULL; END IF;
    PERFORM FROM dossier WHERE id = ANY (others) AND id BETWEEN first AND last ORDER BY id FOR KEY SHARE;
    SELECT ${shown}::text INTO orphan FROM after_change a
    WHERE NOT EXISTS (SELECT FROM dossier d WHERE d.id = a.dossier_id AND d.id BETWEEN first AND last) LIMIT 1;
    IF orphan IS NOT NULL THEN
      RAISE foreign_key_violation
        USING MESSAGE = format('Expected ${what} of a dossier that is there, got %s.', orphan);
    END IF;
    RETURN NULL;
  END $$`;

/** Events go with their dossier, and ids stay what they are. */
const followFunctions = `
  CREATE FUNCTION delete_dossier_events() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN DELETE FROM dossier_event;
    ELSE DELETE FROM dossier_event e USING before_change b WHERE b.id = e.dossier_id;
    END IF;
    RETURN NULL;
  END $$;
  CREATE FUNCTION keep_dossier_ids() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE foreign_key_violation USING MESSAGE = 'Expected the id of a dossier to stay, got another.';
  END $$`;

/** The few procedures of many dossiers are locked once each, so that nobody deletes one meanwhile. */
const procedureFunctions = `
  CREATE FUNCTION check_dossier_procedures() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    unknown text;
  BEGIN
    IF TG_LEVEL = 'ROW' THEN
      PERFORM FROM procedure WHERE code = NEW.procedure_code FOR KEY SHARE;
      IF NOT FOUND THEN unknown = NEW.procedure_code; END IF;
    ELSE
      SELECT used.code INTO unknown FROM (SELECT DISTINCT procedure_code AS code FROM after_change) AS used
        LEFT JOIN LATERAL (SELECT p.code FROM procedure p WHERE p.code = used.code FOR KEY SHARE) AS known ON TRUE
      WHERE known.code IS NULL LIMIT 1;
    END IF;
    IF unknown IS NOT NULL THEN
      RAISE foreign_key_violation USING MESSAGE = format('Expected the code of a known procedure, got %s.', unknown);
    END IF;
    RETURN NULL;
  END $$;
  CREATE FUNCTION keep_dossier_procedures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN PERFORM FROM dossier LIMIT 1;
    ELSE PERFORM FROM dossier WHERE procedure_code = OLD.code LIMIT 1;
    END IF;
    IF FOUND THEN
      RAISE foreign_key_violation USING MESSAGE = 'Expected a procedure without dossiers, got one that has some.';
    END IF;
    RETURN NULL;
  END $$`;

const triggers = `
  CREATE TRIGGER dossier_event_insert AFTER INSERT ON dossier_event REFERENCING NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION check_dossier_events();
  CREATE TRIGGER dossier_event_id BEFORE UPDATE OF dossier_id ON dossier_event
    FOR EACH ROW WHEN (NEW.dossier_id <> OLD.dossier_id) EXECUTE FUNCTION keep_dossier_ids();
  CREATE TRIGGER dossier_id BEFORE UPDATE OF id ON dossier
    FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION keep_dossier_ids();
  CREATE TRIGGER dossier_event_delete AFTER DELETE ON dossier REFERENCING OLD TABLE AS before_change
    FOR EACH STATEMENT EXECUTE FUNCTION delete_dossier_events();
  CREATE TRIGGER dossier_event_truncate AFTER TRUNCATE ON dossier
    FOR EACH STATEMENT EXECUTE FUNCTION delete_dossier_events();
  CREATE TRIGGER dossier_procedure_insert AFTER INSERT ON dossier REFERENCING NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION check_dossier_procedures();
  CREATE TRIGGER dossier_procedure_update AFTER UPDATE OF procedure_code ON dossier
    FOR EACH ROW WHEN (NEW.procedure_code <> OLD.procedure_code) EXECUTE FUNCTION check_dossier_procedures();
  CREATE TRIGGER dossier_procedure_delete AFTER DELETE ON procedure
    FOR EACH ROW EXECUTE FUNCTION keep_dossier_procedures();
  CREATE TRIGGER dossier_procedure_code AFTER UPDATE OF code ON procedure
    FOR EACH ROW WHEN (NEW.code <> OLD.code) EXECUTE FUNCTION keep_dossier_procedures();
  CREATE TRIGGER dossier_procedure_truncate AFTER TRUNCATE ON procedure
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dossier_procedures()`;

import type { MigrationInterface, QueryRunner } from "typeorm";
import { createIdempotencyKeys } from "../../../shared/mutation/idempotency-key";

export class AddObjectivesAndWriting1763164800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createIdempotencyKeys(runner);
    await runner.query(`
      CREATE TABLE objective (
        code text NOT NULL CONSTRAINT objective_pkey PRIMARY KEY,
        title text NOT NULL,
        organization_code text NOT NULL
          CONSTRAINT objective_organization_code_fkey REFERENCES organization (code),
        period_start date NOT NULL,
        period_end date NOT NULL,
        origin data_origin NOT NULL,
        CONSTRAINT objective_period_check CHECK (period_start <= period_end));
      CREATE INDEX objective_organization_code_idx ON objective (organization_code);
      CREATE TABLE key_result (
        code text NOT NULL CONSTRAINT key_result_pkey PRIMARY KEY,
        title text NOT NULL,
        objective_code text NOT NULL CONSTRAINT key_result_objective_code_fkey REFERENCES objective (code),
        indicator_code text,
        baseline numeric,
        target numeric NOT NULL,
        current numeric,
        origin data_origin NOT NULL,
        CONSTRAINT key_result_target_check CHECK (baseline IS NULL OR baseline <> target));
      CREATE INDEX key_result_objective_code_idx ON key_result (objective_code);
      CREATE INDEX key_result_indicator_code_idx ON key_result (indicator_code);
      ALTER TABLE task ADD key_result_code text
        CONSTRAINT task_key_result_code_fkey REFERENCES key_result (code);
      CREATE INDEX task_key_result_code_idx ON task (key_result_code)`);
    await runner.query(`
      CREATE TABLE bottleneck (
        code text NOT NULL CONSTRAINT bottleneck_pkey PRIMARY KEY,
        title text NOT NULL,
        description text,
        opened_on date NOT NULL,
        resolved_on date,
        origin data_origin NOT NULL);
      CREATE TABLE bottleneck_organization (
        bottleneck_code text NOT NULL
          CONSTRAINT bottleneck_organization_bottleneck_code_fkey REFERENCES bottleneck (code),
        organization_code text NOT NULL
          CONSTRAINT bottleneck_organization_organization_code_fkey REFERENCES organization (code),
        CONSTRAINT bottleneck_organization_pkey PRIMARY KEY (bottleneck_code, organization_code));
      CREATE INDEX bottleneck_organization_organization_code_idx ON bottleneck_organization (organization_code);
      CREATE TABLE bottleneck_task (
        bottleneck_code text NOT NULL
          CONSTRAINT bottleneck_task_bottleneck_code_fkey REFERENCES bottleneck (code),
        task_id bigint NOT NULL CONSTRAINT bottleneck_task_task_id_fkey REFERENCES task (id) ON DELETE CASCADE,
        CONSTRAINT bottleneck_task_pkey PRIMARY KEY (bottleneck_code, task_id));
      CREATE INDEX bottleneck_task_task_id_idx ON bottleneck_task (task_id)`);
    await runner.query(`
      -- Stretches in which a task was overdue: all that a warning list reads, a small part of all states.
      CREATE INDEX task_state_overdue_idx ON task_state (due_on, known_until)
        INCLUDE (task_id, known_from) WHERE completed_on IS NULL AND known_until > due_on + 1;
      -- Stretches in which a task was open, by deadline: what is due soon.
      CREATE INDEX task_state_open_idx ON task_state (due_on)
        INCLUDE (task_id, known_from, known_until) WHERE completed_on IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX task_state_open_idx, task_state_overdue_idx;
      DROP TABLE bottleneck_task, bottleneck_organization, bottleneck;
      ALTER TABLE task DROP key_result_code;
      DROP TABLE key_result, objective, idempotency_key`);
  }
}

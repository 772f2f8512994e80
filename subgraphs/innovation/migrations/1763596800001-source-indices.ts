import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where the scores and the structure of composite indices were published. */
export class SourceIndices1763596800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE index_edition ADD score_source_id text
        CONSTRAINT index_edition_score_source_id_fkey REFERENCES source_document (id);
      UPDATE index_edition SET origin = 'REPORTED' WHERE origin = 'PUBLISHED' AND score IS NOT NULL;
      ALTER TABLE index_edition ADD CONSTRAINT index_edition_source_check
        CHECK (origin <> 'PUBLISHED' OR score IS NULL OR score_source_id IS NOT NULL);
      CREATE INDEX index_edition_score_source_id_idx ON index_edition (score_source_id);
      ALTER TABLE composite_index ADD group_count integer, ADD component_count integer,
        ADD structure_source_id text
          CONSTRAINT composite_index_structure_source_id_fkey REFERENCES source_document (id),
        ADD CONSTRAINT composite_index_structure_check
          CHECK ((structure_source_id IS NULL) = (component_count IS NULL));
      CREATE INDEX composite_index_structure_source_id_idx ON composite_index (structure_source_id);
      ALTER TABLE index_pillar ALTER input DROP NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE index_pillar SET input = TRUE WHERE input IS NULL;
      ALTER TABLE index_pillar ALTER input SET NOT NULL;
      ALTER TABLE composite_index DROP group_count, DROP component_count, DROP structure_source_id;
      ALTER TABLE index_edition DROP score_source_id`);
  }
}

import type { QueryRunner } from "typeorm";
import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** The answers of mutations that came with a key. Every subgraph that has mutations lists this entity. */
@Entity()
export class IdempotencyKey {
  /** The `sub` of the viewer. */
  @PrimaryColumn("text")
  actor!: string;

  @PrimaryColumn("text")
  operation!: string;

  @PrimaryColumn("text")
  key!: string;

  /** SHA-256 of the input, in hex. */
  @Column("text")
  fingerprint!: string;

  /** The changed thing as it was right after the change; null only while the transaction runs. */
  @Column("jsonb", { nullable: true })
  answer!: object | null;

  @Index()
  @Column("timestamptz")
  createdAt!: Date;
}

/** Makes the table. Part of migrations that have run: never change it, make another. */
export async function createIdempotencyKeys(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE idempotency_key (
      actor text NOT NULL,
      operation text NOT NULL,
      key text NOT NULL,
      fingerprint text NOT NULL,
      answer jsonb,
      created_at timestamptz NOT NULL,
      CONSTRAINT idempotency_key_pkey PRIMARY KEY (actor, operation, key));
    CREATE INDEX idempotency_key_created_at_idx ON idempotency_key (created_at)`);
}

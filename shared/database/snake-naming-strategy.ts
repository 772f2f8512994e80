import { DefaultNamingStrategy, type NamingStrategyInterface, type Table } from "typeorm";

/** `leadOrganization` in code is `lead_organization` in SQL; constraints are named by their columns. */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, customName?: string): string {
    return customName ?? snakeCase(className);
  }

  override columnName(propertyName: string, customName?: string, prefixes: string[] = []): string {
    return snakeCase([...prefixes, customName ?? propertyName].join("_"));
  }

  override primaryKeyName(table: Table | string): string {
    return `${nameOf(table)}_pkey`;
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return `${nameOf(table)}_${columns.join("_")}_key`;
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${nameOf(table)}_${columns.join("_")}_fkey`;
  }

  override indexName(table: Table | string, columns: string[]): string {
    return `${nameOf(table)}_${columns.join("_")}_idx`;
  }
}

function nameOf(table: Table | string): string {
  const path = typeof table === "string" ? table : table.name;
  return path.slice(path.lastIndexOf(".") + 1);
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

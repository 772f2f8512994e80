/** The start of the variables that belong to one subgraph: `open-data` has OPEN_DATA_PORT. */
export function variablePrefix(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}

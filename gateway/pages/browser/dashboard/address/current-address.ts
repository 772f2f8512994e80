/** Where a page is: what of `location` it is made by. */
export interface PageAddress {
  pathname: string;
  search: string;
}

/** On the server, which renders one page after the other; undefined in a browser. */
let rendered: PageAddress | undefined;

/** Where the page is that is shown, or that the server is rendering. */
export function currentAddress(): PageAddress {
  return rendered ?? location;
}

/** Has what is rendered next be at this address; called on the server alone. */
export function renderAt(address: PageAddress): void {
  rendered = address;
}

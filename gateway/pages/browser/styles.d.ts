/** Vite takes style sheets that a script imports; they export nothing. */
declare module "*.css";
/** Its address, where the gateway serves it. */
declare module "*.svg" {
  const address: string;
  export default address;
}

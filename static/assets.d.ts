/** Files that the bundler turns into text: language files and style sheets. */
declare module "*.ftl" {
  const source: string;
  export default source;
}
declare module "*.css" {
  const source: string;
  export default source;
}

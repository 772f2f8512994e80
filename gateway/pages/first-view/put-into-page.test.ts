import { putIntoPage, styleSheetsOf } from "./put-into-page";

const html = `<!doctype html>
<html lang="vi" data-x="1">
  <head>
    <title>Empty</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" crossorigin href="/pages/assets/one.css">
    <link rel="stylesheet" crossorigin href="/pages/assets/two.css">
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

it("puts content, state and styles into a page, whatever they contain", () => {
  expect(styleSheetsOf(html)).toEqual(["/pages/assets/one.css", "/pages/assets/two.css"]);
  const page = putIntoPage(html, ["a{}", "b::after{content:'</style>$&'}"], {
    ...{ html: "<p>$& $1</p>", state: '{"a":"$$"}', language: "en", title: "A & <b>" },
  });
  expect(page).toBe(`<!doctype html>
<html lang="en" data-x="1">
  <head>
    <title>A &amp; &lt;b></title>
    <style>a{}
b::after{content:'<\\/style>$&'}</style>
    <link rel="icon" href="/icon.svg">
  </head>
  <body>
    <div id="root"><p>$& $1</p></div>
    <script type="application/json" id="first-view">{"a":"$$"}</script>
    <link rel="stylesheet" media="not all" crossorigin href="/pages/assets/one.css">
    <link rel="stylesheet" media="not all" crossorigin href="/pages/assets/two.css">

  </body>
</html>
`);
});

it("refuses a page without a place for it", () => {
  expect(() =>
    putIntoPage('<html lang="vi"><title></title>', [], { html: "", state: "", language: "vi", title: "" }),
  ).toThrow('Expected /<link rel="icon"/ in the page\'s HTML; it is not there.');
});

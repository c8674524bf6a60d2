// A real provider that speaks SAML for tests, by samlify: node tests/provider/saml.mjs PORT FILE
// FILE is JSON: its key and certificate, Beside’s address to come back to, and the accounts. It is
// read anew at every sign-in. Whoever comes presses the button of an account; `subject`, `format`,
// `context`, `audience`, `recipient` and `signed` of an account are what is said of it, else the usual.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import samlify from "samlify";

const [port, file] = process.argv.slice(2);
const told = () => JSON.parse(readFileSync(file, "utf8"));
const here = `http://127.0.0.1:${port}`;
const POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
const MAIL = "urn:oid:0.9.2342.19200300.100.1.3";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

samlify.setSchemaValidator({ validate: async () => "not checked by the provider" });

const provider = () =>
  samlify.IdentityProvider({
    entityID: `${here}/metadata`,
    privateKey: told().key,
    signingCert: told().certificate,
    singleSignOnService: [{ Binding: REDIRECT, Location: `${here}/sign-in` }],
    loginResponseTemplate: { context: samlify.SamlLib.defaultLoginResponseTemplate.context },
  });

const beside = (signed) =>
  samlify.ServiceProvider({
    entityID: told().back,
    wantAssertionsSigned: signed !== "response",
    wantMessageSigned: signed !== "assertion",
    assertionConsumerService: [{ Binding: POST, Location: told().back }],
  });

const attributes = (given) =>
  `<saml:AttributeStatement>${Object.entries(given)
    .map(([name, value]) => `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`)
    .join("")}</saml:AttributeStatement>`;

const statement = (at, context) =>
  `<saml:AuthnStatement AuthnInstant="${at}"><saml:AuthnContext><saml:AuthnContextClassRef>${context}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;

const answer = async (asked, id) => {
  const account = told().accounts[id];
  const sp = beside(account.signed ?? "assertion");
  const minutes = account.minutes ?? 0;
  const at = (more) => new Date(Date.now() + (minutes + more) * 60_000).toISOString();
  const fill = (template) => {
    const name = `_${crypto.randomUUID()}`;
    const words = {
      ID: name,
      AssertionID: `_${crypto.randomUUID()}`,
      Issuer: account.issuer ?? `${here}/metadata`,
      IssueInstant: at(0),
      Destination: told().back,
      StatusCode: "urn:oasis:names:tc:SAML:2.0:status:Success",
      NameIDFormat: account.format ?? PERSISTENT,
      NameID: account.subject ?? id,
      InResponseTo: account.answers ?? asked,
      SubjectRecipient: account.recipient ?? told().back,
      SubjectConfirmationDataNotOnOrAfter: at(5),
      ConditionsNotBefore: at(0),
      ConditionsNotOnOrAfter: at(5),
      Audience: account.audience ?? told().back,
    };
    const ready = template
      .replace("{AuthnStatement}", statement(at(0), account.context ?? PASSWORD))
      .replace("{AttributeStatement}", attributes({ [MAIL]: account.email, ...account.attributes }));
    return { id: name, context: samlify.SamlLib.replaceTagsByValue(ready, words) };
  };
  const extract = { request: { id: asked } };
  return (await provider().createLoginResponse(sp, { extract }, "post", {}, fill)).context;
};

const page = (inside) =>
  `<!doctype html><link rel="icon" href="data:,"><title>Choose an account</title><h1>Choose an account</h1>${inside}`;

const choose = (asked) =>
  page(
    `<form method="post"><input type="hidden" name="asked" value="${asked}">${Object.keys(told().accounts)
      .map((id) => `<button name="account" value="${id}">${id}</button>`)
      .join(" ")}</form>`,
  );

const send = (words) =>
  page(
    `<form method="post" action="${told().back}"><input type="hidden" name="SAMLResponse" value="${words}"><button>Go on</button></form><script>document.forms[0].submit()</script>`,
  );

const body = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
};

const show = async (request) => {
  const { pathname, searchParams } = new URL(request.url, here);
  if (pathname === "/metadata") return provider().getMetadata();
  if (request.method === "POST") {
    const given = await body(request);
    return send(await answer(given.get("asked"), given.get("account")));
  }
  const query = Object.fromEntries(searchParams);
  const asked = await provider().parseLoginRequest(beside(), "redirect", { query });
  return choose(asked.extract.request.id);
};

createServer(async (request, response) => {
  try {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(await show(request));
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));

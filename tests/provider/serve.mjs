// A real provider of school accounts for tests: node tests/provider/serve.mjs PORT FILE
// FILE is JSON: the client, and the accounts by their subject with the claims of each. It is read
// anew at every sign-in, so that a test changes an address or a domain while this runs. Whoever
// comes presses the button of an account; `amr` of an account is how it was asked for.
import { readFileSync } from "node:fs";
import Provider, { interactionPolicy } from "oidc-provider";

const [port, file] = process.argv.slice(2);
const told = () => JSON.parse(readFileSync(file, "utf8"));

const policy = interactionPolicy.base();
policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [told().client],
  cookies: { keys: ["tests"] },
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  interactions: { policy, url: (_context, interaction) => `/interaction/${interaction.uid}` },
  claims: {
    openid: ["sub", "amr", "auth_time"],
    email: ["email", "email_verified", "hd", "xms_edov"],
    profile: ["name"],
  },
  findAccount: (_context, id) => {
    const known = told().accounts[id];
    return known && { accountId: id, claims: () => ({ sub: id, ...known, amr: undefined }) };
  },
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const page = () =>
  `<!doctype html><link rel="icon" href="data:,"><title>Choose an account</title><h1>Choose an account</h1><form method="post">${Object.keys(
    told().accounts,
  )
    .map((id) => `<button name="account" value="${id}">${id}</button>`)
    .join(" ")}</form>`;

const body = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
};

provider.use(async (context, next) => {
  if (!context.path.startsWith("/interaction/")) return next();
  if (context.method !== "POST") {
    context.type = "html";
    context.body = page();
    return;
  }
  const accountId = (await body(context.req)).get("account");
  const { amr } = told().accounts[accountId];
  await provider.interactionFinished(context.req, context.res, {
    select_account: {},
    login: { accountId, amr },
  });
  context.respond = false;
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));

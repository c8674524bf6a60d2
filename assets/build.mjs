import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const assets = dirname(fileURLToPath(import.meta.url));
const root = dirname(assets);
const dist = join(root, "src/beside/web/static/dist");
const packages = join(root, "node_modules");

const bundle = () =>
  build({
    entryPoints: { app: join(assets, "js/app.js"), "app-css": join(assets, "css/app.css") },
    outdir: dist,
    entryNames: "app",
    assetNames: "fonts/[name]",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome111", "firefox113", "safari16.4"],
    loader: { ".woff2": "file" },
    logLevel: "warning",
  });

const symbol = async (name) => {
  const file = join(packages, "@phosphor-icons/core/assets/duotone", `${name}-duotone.svg`);
  const drawing = (await readFile(file, "utf8")).replace(/^<svg[^>]*>|<\/svg>\s*$/g, "");
  return `<symbol id="${name}" viewBox="0 0 256 256" fill="currentColor">${drawing}</symbol>`;
};

const sprite = async () => {
  const names = (await readFile(join(assets, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
  await writeFile(join(dist, "icons.svg"), svg);
};

const licences = async () => {
  const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const texts = Object.keys(dependencies).map(async (name) => {
    const text = await readFile(join(packages, name, "LICENSE"), "utf8");
    return `${name} ${dependencies[name]}\n\n${text.trim()}\n`;
  });
  await writeFile(join(dist, "licences.txt"), (await Promise.all(texts)).join("\n\n"));
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([
  bundle(),
  sprite(),
  licences(),
  copyFile(join(assets, "favicon.svg"), join(dist, "favicon.svg")),
  copyFile(join(assets, "beside.webmanifest"), join(dist, "beside.webmanifest")),
]);

import type { Character } from "../world/people.ts";
import { choosePageStyle } from "./choose-page-style.ts";

export interface ChoosePage {
  characters: Character[];
  corporationName: (id: number) => string;
  killmailCount: (id: number) => number;
  applicationId: string;
  scopes: string[];
  search: string;
  /** The authorize request as it came, carried along by every link. */
  query: Record<string, string | undefined>;
  cancelUrl: string;
}

/** Stands in for EVE's login: pick who you are. Plain links and a form, no script. */
export function choosePage(page: ChoosePage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>Choose a character · Simulated EVE SSO</title>
<style>${choosePageStyle}</style>
</head>
<body>
<main>
<header>
<p class="tag">Simulated New Eden · no real account is involved</p>
<h1>Choose a character</h1>
<p><strong>${escape(page.applicationId)}</strong> asks to log you in.</p>
${scopeList(page.scopes)}
</header>
<form role="search" method="get" action="/v2/oauth/authorize">
${hiddenFields(page.query)}
<input type="search" name="search" value="${escape(page.search)}" placeholder="Name or id" aria-label="Search a character by name or id"${page.search === "" ? "" : " autofocus"}>
<button type="submit">Search</button>
<a class="cancel" href="${escape(page.cancelUrl)}">Cancel</a>
</form>
${characterList(page)}
<footer>${footerText(page)}</footer>
</main>
</body>
</html>
`;
}

function characterList(page: ChoosePage): string {
  if (page.characters.length === 0)
    return `<p class="empty">Nobody called “${escape(page.search)}” lives here. Try part of a name, or an id.</p>`;
  return `<ul class="pilots">${page.characters.map((character) => characterCard(page, character)).join("\n")}</ul>`;
}

function characterCard(page: ChoosePage, character: Character): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(page.query))
    if (value !== undefined && name !== "search") query.set(name, value);
  query.set("simulate_character", String(character.id));
  const killmails = page.killmailCount(character.id);
  const about = [
    killmails === 1 ? "1 killmail" : `${killmails} killmails`,
    ...(character.roles.includes("Director") ? ["Director"] : []),
  ];
  return `<li><a href="/v2/oauth/authorize?${escape(query.toString())}">
<img src="/images/characters/${character.id}/portrait?size=64" alt="" loading="lazy">
<span><span class="name">${escape(character.name)}</span><span class="about">${escape(page.corporationName(character.corporationId))}</span><span class="about">${escape(about.join(" · "))}</span></span>
</a></li>`;
}

function scopeList(scopes: readonly string[]): string {
  if (scopes.length === 0) return "<p>It asks for no further permission.</p>";
  const items = scopes.map((scope) => `<li>${escape(scope)}</li>`).join("");
  const count =
    scopes.length === 1 ? "1 permission" : `${scopes.length} permissions`;
  return `<details><summary>${count}</summary><ul>${items}</ul></details>`;
}

const hiddenFields = (query: ChoosePage["query"]): string =>
  Object.entries(query)
    .filter(([name, value]) => value !== undefined && name !== "search")
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escape(name)}" value="${escape(value ?? "")}">`,
    )
    .join("");

const footerText = (page: ChoosePage): string =>
  page.characters.length >= 60
    ? "The 60 busiest are shown; search for others."
    : page.characters.length === 1
      ? "1 character"
      : `${page.characters.length} characters`;

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

import type { HttpReply } from "./create-http-server.ts";

export interface HtmlPage {
  readonly title: string;
  readonly text: string;
  /** Where to go from here. */
  readonly links?: readonly { readonly href: string; readonly label: string }[];
  /** A button that sends a POST to this address. */
  readonly button?: { readonly action: string; readonly label: string };
}

/** A small finished page of our own, for what the browser shows outside of the application. Everything given is text. */
export function htmlPage(
  reply: HttpReply,
  status: number,
  { title, text, links = [], button }: HtmlPage,
): HttpReply {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)} - KillReport</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${links.map(({ href, label }) => `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`).join("\n")}
${button ? `<form method="post" action="${escapeHtml(button.action)}"><button>${escapeHtml(button.label)}</button></form>` : ""}
</main>
</body>
</html>
`;
  return reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(body);
}

const style = `:root{color-scheme:dark light}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#0b0f14;color:#dbe4ee;font:16px/1.6 system-ui,sans-serif}
main{max-width:32rem;padding:2rem;box-sizing:border-box}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .75rem}
a,button{display:inline-block;margin-top:.5rem;padding:.6rem 1.1rem;border:0;border-radius:.4rem;background:#1c7f97;color:#fff;font:inherit;text-decoration:none;cursor:pointer}
a+a{background:transparent;color:#7fd6ea}
a:focus-visible,button:focus-visible{outline:3px solid #7fd6ea;outline-offset:2px}`;

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

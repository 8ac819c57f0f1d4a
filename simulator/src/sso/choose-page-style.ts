export const choosePageStyle = `
:root { color-scheme: dark; --line: #2b3440; --accent: #58b7e6; --text: #e8eef4; --quiet: #98a6b5; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; font: 16px/1.5 system-ui, "Segoe UI", sans-serif; color: var(--text);
  background: radial-gradient(1200px 600px at 70% -10%, #1c3a52 0, transparent 60%), #0b0f14; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
header p.tag { display: inline-block; margin: 0 0 .75rem; padding: .15rem .6rem; border: 1px solid var(--line);
  border-radius: 99px; font-size: .8rem; color: var(--quiet); }
h1 { margin: 0; font-size: clamp(1.5rem, 5vw, 2.1rem); font-weight: 650; letter-spacing: -.01em; }
header p { margin: .4rem 0 0; color: var(--quiet); }
header strong { color: var(--text); }
details { margin-top: .8rem; color: var(--quiet); font-size: .9rem; }
summary { cursor: pointer; }
details ul { margin: .4rem 0 0; padding-left: 1.2rem; font-family: ui-monospace, monospace; font-size: .8rem; overflow-wrap: anywhere; }
form { display: flex; gap: .5rem; margin: 1.5rem 0 1rem; }
input { flex: 1; min-width: 0; padding: .65rem .9rem; font: inherit; color: inherit; background: #131a22;
  border: 1px solid var(--line); border-radius: .6rem; }
button, .cancel { padding: .65rem 1.1rem; font: inherit; color: inherit; background: #1a242f; border: 1px solid var(--line);
  border-radius: .6rem; cursor: pointer; text-decoration: none; }
button:hover, .cancel:hover { border-color: var(--accent); }
ul.pilots { list-style: none; margin: 0; padding: 0; display: grid; gap: .6rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 18.5rem), 1fr)); }
ul.pilots a { display: flex; gap: .8rem; align-items: center; height: 100%; padding: .7rem .8rem; color: inherit; text-decoration: none;
  background: #121922cc; border: 1px solid var(--line); border-radius: .8rem; transition: border-color .12s, transform .12s; }
ul.pilots a:hover { border-color: var(--accent); transform: translateY(-1px); }
ul.pilots img { width: 3.2rem; height: 3.2rem; border-radius: .55rem; flex: none; }
ul.pilots .name { display: block; font-weight: 600; }
ul.pilots .about { display: block; font-size: .83rem; line-height: 1.4; color: var(--quiet); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.empty { padding: 2rem; text-align: center; color: var(--quiet); border: 1px dashed var(--line); border-radius: .8rem; }
footer { margin-top: 1.5rem; color: var(--quiet); font-size: .85rem; }
.cancel { flex: none; }
@media (prefers-reduced-motion: reduce) { ul.pilots a { transition: none; } }
`;

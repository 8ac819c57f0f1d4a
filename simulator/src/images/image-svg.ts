/** A small picture that is always the same for the same thing. */
export function imageSvg(image: {
  id: number;
  text: string;
  size: number;
  shape: ImageShape;
}): string {
  const hue = (image.id * 47) % 360;
  const other = (hue + 40 + (image.id % 50)) % 360;
  const letters = escape(initials(image.text));
  const fontSize = letters.length > 2 ? 38 : 48;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${image.size}" height="${image.size}" viewBox="0 0 128 128" role="img" aria-label="${escape(image.text)}">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue} 45% 34%)"/><stop offset="1" stop-color="hsl(${other} 55% 18%)"/></linearGradient></defs>
<rect width="128" height="128" fill="url(#g)"/>
${shapes[image.shape](hue)}
<text x="64" y="66" fill="#fff" fill-opacity=".92" font-family="system-ui, 'Segoe UI', sans-serif" font-size="${fontSize}" font-weight="600" text-anchor="middle" dominant-baseline="middle">${letters}</text>
</svg>
`;
}

export type ImageShape = "portrait" | "logo" | "icon" | "blueprint";

const shapes: Record<ImageShape, (hue: number) => string> = {
  portrait: (hue) =>
    `<g fill="hsl(${hue} 50% 70%)" fill-opacity=".16"><circle cx="64" cy="50" r="26"/><path d="M16 128c0-30 22-46 48-46s48 16 48 46z"/></g>`,
  logo: (hue) =>
    `<path d="M64 10l46 18v36c0 28-20 44-46 54-26-10-46-26-46-54V28z" fill="hsl(${hue} 50% 70%)" fill-opacity=".16"/>`,
  icon: (hue) =>
    `<path d="M64 14l44 25v50l-44 25-44-25V39z" fill="hsl(${hue} 50% 70%)" fill-opacity=".13"/>`,
  blueprint: (hue) =>
    `<g stroke="hsl(${hue} 70% 75%)" stroke-opacity=".25"><path d="M0 32h128M0 64h128M0 96h128M32 0v128M64 0v128M96 0v128"/></g>`,
};

/** Two letters, or the digits that tell modules of one family apart. */
function initials(text: string): string {
  const words = text
    .split(/[\s-]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "");
  if (letters.length > 1) return letters.slice(0, 3).join("").toUpperCase();
  return (words[0] ?? "?").slice(0, 2).toUpperCase();
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

import type { GraphqlContext } from "./context.ts";
import { badUserInput } from "./errors.ts";

const imageSizes = [32, 64, 128, 256, 512, 1024];

/** The kinds of pictures that EVE's image service has. */
export type Image =
  | "characters/portrait"
  | "corporations/logo"
  | "alliances/logo"
  | "types/icon"
  | "types/render";

export function imageUrl(
  { site }: GraphqlContext,
  image: Image,
  id: number,
  size: number,
): string {
  if (!imageSizes.includes(size))
    throw badUserInput(`size must be one of ${imageSizes.join(", ")}.`);
  const [category = "", variation = ""] = image.split("/");
  return `${site.imagesUrl}/${category}/${id}/${variation}?size=${size}`;
}

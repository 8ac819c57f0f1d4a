import { z } from "zod";
import type { FittingBook } from "../../world/fitting-book.ts";
import type { World } from "../../world/world.ts";
import type { EsiRequest, EsiRoute } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";
import { requireOwnCharacter } from "./require-own-character.ts";

const slots = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, place) => `${name}Slot${place}`);

/** Where ESI lets an item be (specification of 2026-08-18). */
const flags = [
  "Cargo",
  "DroneBay",
  "FighterBay",
  "Invalid",
  ...slots("Hi", 8),
  ...slots("Med", 8),
  ...slots("Lo", 8),
  ...slots("Rig", 3),
  ...slots("Service", 8),
  ...slots("SubSystem", 4),
] as const;

const fitting = z.object({
  name: z.string().min(1).max(50),
  description: z.string().max(500),
  ship_type_id: z.int(),
  items: z
    .array(
      z.object({
        flag: z.enum(flags),
        quantity: z.int().min(1),
        type_id: z.int(),
      }),
    )
    .min(1)
    .max(512),
});

/** Fits saved in the game. The words of its refusals are guesses: nobody has written them down. */
export const fittingRoutes = (
  world: World,
  fittings: FittingBook,
): EsiRoute[] => [
  {
    method: "GET",
    path: "/characters/:character_id/fittings",
    group: "fitting",
    cache: 300,
    scope: "esi-fittings.read_fittings.v1",
    permit: (request) => requireOwnCharacter(request),
    answer: (request) => fittings.of(idOf(request, "character_id")),
  },
  {
    method: "POST",
    path: "/characters/:character_id/fittings",
    group: "fitting",
    cache: "none",
    status: 201,
    scope: "esi-fittings.write_fittings.v1",
    permit: (request) => requireOwnCharacter(request),
    answer(request) {
      const { items, ...wanted } = readFitting(request);
      const kept = items.filter(({ flag }) => flag !== "Invalid");
      const known = [wanted.ship_type_id, ...kept.map((item) => item.type_id)];
      const unknown = known.find((id) => world.universe.type(id) === undefined);
      if (unknown !== undefined)
        throw new EsiError(400, `Type ${unknown} does not exist`);
      if (kept.length === 0)
        throw new EsiError(400, "The fitting has no valid items");
      const saved = fittings.save(idOf(request, "character_id"), {
        ...wanted,
        items: kept,
      });
      if (saved === undefined)
        throw new EsiError(403, "Too many fittings saved");
      return { fitting_id: saved.fitting_id };
    },
  },
];

function readFitting(request: EsiRequest): z.infer<typeof fitting> {
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new EsiError(400, "Bad Request", [
      { location: "body", message: "expected JSON" },
    ]);
  }
  const parsed = fitting.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EsiError(400, "Bad Request", [
    {
      location: ["body", ...(issue?.path ?? [])].join("."),
      message: issue?.message ?? "invalid",
    },
  ]);
}

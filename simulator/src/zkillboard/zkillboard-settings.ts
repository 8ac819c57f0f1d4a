import { z } from "zod";

export const zkillboardShape = z.enum(["full", "short"]);

export interface ZkillboardSettings {
  /** Whole mails, as since 2026-06-27, or ids with zKillboard's block, as from 2019 to then. */
  shape: z.output<typeof zkillboardShape>;
}

export const defaultZkillboardSettings = (): ZkillboardSettings => ({
  shape: "full",
});

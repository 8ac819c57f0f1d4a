import type { TestType } from "./static-data.ts";

const type = (
  id: number,
  name: string,
  categoryId: number,
  more: Partial<TestType> = {},
): TestType => ({ id, name, categoryId, groupId: 1, published: true, ...more });

/** A handful of types with what makes reading fits hard: shared names, other languages, commas, slots that are not known. */
export const fewTypes: readonly TestType[] = [
  type(587, "Rifter", 6, { names: { de: "Rifter", ru: "Рифтер" } }),
  type(670, "Capsule", 6),
  type(29990, "Loki", 6),
  type(35832, "Astrahus", 65),
  type(2048, "Damage Control II", 7, {
    slot: "low",
    names: { de: "Schadenskontrolle II", ja: "ダメージコントロールII" },
  }),
  type(519, "Gyrostabilizer II", 7, { slot: "low" }),
  type(1306, "Multispectrum Coating II", 7, { slot: "low" }),
  type(438, "1MN Afterburner II", 7, { slot: "mid" }),
  type(448, "Warp Scrambler II", 7, { slot: "mid" }),
  type(12084, "500MN Microwarpdrive II", 7, { slot: "mid" }),
  type(2889, "200mm AutoCannon II", 7, { slot: "high" }),
  type(2410, "Heavy Missile Launcher II", 7, { slot: "high" }),
  type(88261, "\u2018Vigilant\u2019 Shield Command Burst", 7, { slot: "high" }),
  type(31021, "Small Kinetic Armor Reinforcer I", 7, { slot: "rig" }),
  type(45595, "Loki Core - Augmented Nuclear Reactor", 32),
  type(35878, "Standup Cloning Center I", 66, { slot: "service" }),
  type(47702, "Abyssal Warp Scrambler", 7, { slot: "mid" }),
  // No loss has shown where these are fitted.
  type(90475, "Integrated Sensor Array", 7),
  type(90476, "Unseen Booster", 7),
  type(178, "EMP S", 8),
  type(179, "Round, Depleted S", 8),
  type(27447, "Mjolnir Fury Heavy Missile", 8),
  type(28668, "Nanite Repair Paste", 8),
  type(2488, "Warrior II", 18),
  type(32344, "Einherji II", 87),
  type(9899, "Ocular Filter - Basic", 20),
  type(15463, "Standard Exile Booster", 20, { groupId: 303 }),
  type(34, "Tritanium", 4),
  type(3300, "Gunnery", 16),
  type(48800, "Swarm Overmind Primus x01", 11, { published: false }),
  // Names of several types.
  type(2175, "Infiltrator II", 18),
  type(11, "Infiltrator II", 11, { published: false }),
  type(60577, "Spiked Quafe", 20),
  type(60600, "Spiked Quafe", 17),
  type(501, "Twin Emitter", 7, { slot: "high" }),
  type(502, "Twin Emitter", 17),
  type(503, "Twin Emitter", 8),
];

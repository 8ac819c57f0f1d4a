/**
 * The names that a type of an older name may bear today. Only a guess by the patterns CCP renamed by (the module tiericides
 * of 2014 to 2016, microwarpdrives by the thrust they give, resistances in 2020): it counts when the static data know it.
 */
export function renamed(name: string): string[] {
  const guesses = new Set<string>();
  for (const [pattern, replacement] of patterns) {
    const guess = name.replace(pattern, replacement);
    if (guess !== name) guesses.add(guess);
  }
  // Some were renamed twice: Thermic became Thermal before the order of words changed.
  for (const guess of [...guesses])
    for (const [pattern, replacement] of patterns) {
      const second = guess.replace(pattern, replacement);
      if (second !== guess && second !== name) guesses.add(second);
    }
  return [...guesses];
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bThermic\b/i, "Thermal"],
  [/\bDefence\b/i, "Defense"],
  // Microwarpdrives: once named after the afterburner of their size.
  [/\b1MN(?=.* Microwarpdrive\b)/i, "5MN"],
  [/\b10MN(?=.* Microwarpdrive\b)/i, "50MN"],
  [/\b100MN(?=.* Microwarpdrive\b)/i, "500MN"],
  [/^Limited 1MN Microwarpdrive I$/i, "5MN Y-T8 Compact Microwarpdrive"],
  // Resistances, December 2020.
  [
    /\bAdaptive Invulnerability (?:Field|Shield Hardener)\b/i,
    "Multispectrum Shield Hardener",
  ],
  [/\bEnergized Adaptive Nano Membrane\b/i, "Multispectrum Energized Membrane"],
  [/\bAdaptive Nano Plating\b/i, "Multispectrum Coating"],
  [
    /\bEnergized (EM|Explosive|Kinetic|Thermal|Layered) Membrane\b/i,
    "$1 Energized Membrane",
  ],
  [/\bEnergized Armor Layering Membrane\b/i, "Layered Energized Membrane"],
  [/\bEnergized Reflective Membrane\b/i, "EM Energized Membrane"],
  [/\bEnergized Reactive Membrane\b/i, "Explosive Energized Membrane"],
  [/\bEnergized Magnetic Membrane\b/i, "Kinetic Energized Membrane"],
  [/\b(EM|Explosive|Kinetic|Thermal|Layered) Plating\b/i, "$1 Coating"],
  [/\bReflective Plating\b/i, "EM Coating"],
  [/\bReactive Plating\b/i, "Explosive Coating"],
  [/\bMagnetic Plating\b/i, "Kinetic Coating"],
  [/\bArmor (EM|Explosive|Kinetic|Thermal) Hardener\b/i, "$1 Armor Hardener"],
  [/\bEM Ward Field\b/i, "EM Shield Hardener"],
  [
    /\bExplosi(?:ve|on) (?:Deflection|Dampening) Field\b/i,
    "Explosive Shield Hardener",
  ],
  [/\b(?:Kinetic|Ballistic) Deflection Field\b/i, "Kinetic Shield Hardener"],
  [/\bThermal Dissipation Field\b/i, "Thermal Shield Hardener"],
  [/\bEM Ward Amplifier\b/i, "EM Shield Amplifier"],
  [/\bExplosive Deflection Amplifier\b/i, "Explosive Shield Amplifier"],
  [/\bKinetic Deflection Amplifier\b/i, "Kinetic Shield Amplifier"],
  [/\bThermal Dissipation Amplifier\b/i, "Thermal Shield Amplifier"],
  // Rigs, December 2020.
  [/\bAnti-(EM|Explosive|Kinetic|Thermal) Pump\b/i, "$1 Armor Reinforcer"],
  [
    /\bAnti-(EM|Explosive|Kinetic|Thermal) Screen Reinforcer\b/i,
    "$1 Shield Reinforcer",
  ],
  // Tiericides.
  [/^Faint Epsilon Warp Scrambler I$/i, "Faint Epsilon Scoped Warp Scrambler"],
  [/^J5b Phased Prototype Warp Scrambler I$/i, "J5b Enduring Warp Scrambler"],
  [/^J5 Prototype Warp Disruptor I$/i, "J5 Enduring Warp Disruptor"],
  [/^Faint Warp Disruptor I$/i, "Faint Scoped Warp Disruptor"],
  [
    /^Initiated Harmonic Warp Scrambler I$/i,
    "Initiated Compact Warp Scrambler",
  ],
  [/^X5 Prototype (?:I )?Engine Enervator$/i, "X5 Enduring Stasis Webifier"],
  [/^Fleeting Propulsion Inhibitor I$/i, "Fleeting Compact Stasis Webifier"],
  [
    /^(Small|Medium|Large) 'Vehemence' Shockwave Charge$/i,
    "'Vehemence' Compact $1 EMP Smartbomb",
  ],
  [/^Survey Scanner (I|II)$/i, "Mining Survey Chipset $1"],
  [/^Quafe Zero$/i, "Quafe Zero Classic"],
];

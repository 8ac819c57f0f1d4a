interface ItemType {
  id: string;
  name: string | null;
  iconUrl: string;
}

interface Module {
  type: ItemType;
  charge: { type: ItemType; quantity: string | null } | null;
  lost: { dropped: string; destroyed: string } | null;
}

/** Modules of one section that are alike: same type, same charge. */
export interface ModuleGroup {
  type: ItemType;
  count: number;
  dropped: number;
  destroyed: number;
  charge: { type: ItemType; quantity: number | null } | null;
}

/** One entry for each kind of module and charge, in the order of the slots. */
export function groupModules(modules: readonly Module[]): ModuleGroup[] {
  const groups = new Map<string, ModuleGroup>();
  for (const { type, charge, lost } of modules) {
    const key = `${type.id} ${charge?.type.id ?? ""}`;
    const group = groups.get(key) ?? {
      type,
      count: 0,
      dropped: 0,
      destroyed: 0,
      charge: charge ? { type: charge.type, quantity: 0 } : null,
    };
    group.count += 1;
    group.dropped += Number(lost?.dropped ?? 0);
    group.destroyed += Number(lost?.destroyed ?? 0);
    if (group.charge && charge)
      group.charge.quantity =
        charge.quantity === null || group.charge.quantity === null
          ? null
          : group.charge.quantity + Number(charge.quantity);
    groups.set(key, group);
  }
  return [...groups.values()];
}

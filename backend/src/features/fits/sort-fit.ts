import { itemSections } from "../killmails/index.ts";
import { slotSections, type FitStack, type FittedModule } from "./fit.ts";

/** By section, then by place; what shares a place stays in the order it came. */
export const sortModules = (modules: readonly FittedModule[]): FittedModule[] =>
  modules.toSorted(
    (a, b) =>
      slotSections.indexOf(a.section) - slotSections.indexOf(b.section) ||
      a.position - b.position,
  );

/** By section, in the order a fit is read; within one, as they came. */
export const sortStacks = (stacks: readonly FitStack[]): FitStack[] =>
  stacks.toSorted(
    (a, b) => itemSections.indexOf(a.section) - itemSections.indexOf(b.section),
  );

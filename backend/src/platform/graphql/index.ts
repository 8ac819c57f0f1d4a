export * from "./builder.ts";
export * from "./cancellable.ts";
export * from "./context.ts";
export * from "./cursor.ts";
export * from "./errors.ts";
export * from "./id-arg.ts";
export * from "./loaders.ts";
export * from "./page.ts";

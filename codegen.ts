import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "backend/schema.graphql",
  documents: [
    "frontend/src/**/*.{ts,tsx}",
    "!frontend/src/graphql/generated/**/*",
    "!frontend/src/**/*.test.ts",
  ],
  generates: {
    "frontend/src/graphql/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        // Apollo asks for __typename everywhere, so the types say that it is there.
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        enumType: "string-literal",
        strictScalars: true,
        scalars: { DateTime: "string", JSON: "unknown" },
      },
    },
  },
};

module.exports = config;
